"""Why a file was not read, in the words that its owner gets to see.

Belongs here: the reasons, each with its cure, and the exception that carries one. Does not belong here: finding out which
reason applies (`decode`, `kinds`).
"""

from __future__ import annotations

ARCHIVE_DAMAGED = "archive_damaged"
"""The one reason that lies with us, and that the next night may cure."""

REASONS = {
    ARCHIVE_DAMAGED: "档案中该文件的字节缺失或已损坏。请恢复 archive 目录的备份，或重新上传该文件。",
    "blank_text": "文件中没有任何文字。请确认上传的是通报正文。",
    "unsupported_format": "暂不支持这种文件格式（{detail}）。请另存为 .docx、.pdf 或 UTF-8 编码的 .txt 文件后上传。",
    "binary_file": "文件内容不是文字（含大量控制字符）。请确认文件无误，另存为 UTF-8 编码的 .txt 文件后上传。",
    "unknown_encoding": "无法判断字符编码。请另存为 UTF-8 编码的 .txt 文件后上传。",
    "too_large": "文件内容超过上限（{detail}），不像是一篇通报。请确认文件无误，或拆分后重新上传。",
    "too_complex": "文件结构异常（{detail}），为避免占满内存未予读取。请用 Word、WPS 或浏览器打开，另存后重新上传。",
    "damaged_file": "{detail} 文件已损坏或不完整，无法打开。请重新下载，或从原件另存后上传。",
    "encrypted_file": "{detail} 文件设有密码，无法打开。请去除密码后重新上传。",
    "needs_ocr": "{detail} 文件中只有页面图像，没有可提取的文字。请先做文字识别（OCR），或改用网页、Word 版本后上传。",
}


class RefusalError(Exception):
    """Bytes that cannot be read; `code` is a key of REASONS, `detail` fills its gap."""

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(code)
        self.code = code
        self.reason = REASONS[code].format(detail=detail)
