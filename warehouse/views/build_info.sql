-- zh: 构建信息：本库是哪一次构建
-- en: What this file is
-- grain: 一行 one row
-- key: build_id
-- question: 数据截止到哪一天？ Up to which day do the figures go?
-- column build_id: 构建编号 | id of the build
-- column as_of: 数据截止日（上海时间） | day the figures speak of, Asia/Shanghai
-- column parser_version: 解析程序版本 | version of the reading
-- column input_hash: 输入内容的散列 | hash of the files that went in
-- column storage_version: DuckDB 存储版本 | DuckDB storage version
-- column built_at: 构建时间（UTC） | when it was built, UTC
-- column landing: 来件目录 | folder the notices came from
CREATE VIEW build_info AS
SELECT build_id, as_of, parser_version, input_hash, storage_version, built_at, landing
FROM audit.build;
