-- What of the notices' texts stands in no heading and no measure: those hold their own words (docs/decisions/0072).
CREATE SCHEMA stored;
CREATE TABLE stored.text_between (notice_key UBIGINT NOT NULL, start INTEGER NOT NULL, text VARCHAR NOT NULL);
COMMENT ON TABLE stored.text_between IS '正文中问题标题与措施之外的文字，与其合成 evidence.notice_text。What of the texts stands in no heading and no measure: part of evidence.notice_text. 粒度 grain: 一段文字 one piece of at most 1,000 characters';
COMMENT ON COLUMN stored.text_between.notice_key IS '通报键。notice; → dim_notice';
COMMENT ON COLUMN stored.text_between.start IS '起始字符。first character; 单位 unit: 字符 characters';
COMMENT ON COLUMN stored.text_between.text IS '文字。the characters';
