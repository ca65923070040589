"""Messages get through to servers on this machine, in the form each channel expects; errors give no secret away."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import socketserver
import threading
import traceback
import urllib.parse
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import pytest

from orchestration import notification
from orchestration.notification import Message, NotificationError, Notifier

MESSAGE = Message("整改数据：运行失败", ("check a: 3 rows fail", "第二行 <b>"))
SECRET = "SEC-do-not-tell"


class Robot(HTTPServer):
    """A chat group's robot: keeps what it is sent, answers what it is told to."""

    def __init__(self) -> None:
        self.got: list[tuple[dict[str, str], dict[str, Any]]] = []
        self.answer: tuple[int, bytes] = (200, b'{"errcode":0,"errmsg":"ok"}')
        super().__init__(("127.0.0.1", 0), _Handler)


class _Handler(BaseHTTPRequestHandler):
    server: Robot

    def do_POST(self) -> None:
        query = dict(urllib.parse.parse_qsl(urllib.parse.urlsplit(self.path).query))
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.got.append((query, json.loads(body)))
        self.send_response(self.server.answer[0])
        self.end_headers()
        self.wfile.write(self.server.answer[1])

    def log_message(self, *args: object) -> None:
        pass


@contextmanager
def served(server: socketserver.BaseServer) -> Iterator[None]:
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield
    finally:
        server.shutdown()
        server.server_close()


@pytest.fixture
def robot(monkeypatch: pytest.MonkeyPatch) -> Iterator[Robot]:
    robot = Robot()
    monkeypatch.setenv("NOTIFY_WEBHOOK_URL", f"http://127.0.0.1:{robot.server_port}/robot/send?access_token={SECRET}")
    with served(robot):
        yield robot


def test_nobody_is_told_by_default(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NOTIFY_WEBHOOK_URL", raising=False)
    monkeypatch.setattr(notification.urllib.request, "urlopen", None)
    Notifier().send(MESSAGE)


@pytest.mark.parametrize(
    ("kind", "path"),
    [
        ("dingtalk", ["text", "content"]),
        ("wecom", ["text", "content"]),
        ("feishu", ["content", "text"]),
        ("slack", ["text"]),
    ],
)
def test_each_channel_gets_its_own_body(
    robot: Robot, monkeypatch: pytest.MonkeyPatch, kind: str, path: list[str]
) -> None:
    monkeypatch.setenv("NOTIFY_WEBHOOK_KIND", kind)
    Notifier().send(MESSAGE)
    query, body = robot.got[0]
    assert query == {"access_token": SECRET}
    text: Any = body
    for step in path:
        text = text[step]
    assert text == MESSAGE.text
    assert {body.get("msgtype"), body.get("msg_type")} - {None} <= {"text"}


def test_dingtalk_is_signed(robot: Robot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NOTIFY_WEBHOOK_SECRET", SECRET)
    Notifier().send(MESSAGE)
    query, _ = robot.got[0]
    digest = hmac.digest(SECRET.encode(), f"{query['timestamp']}\n{SECRET}".encode(), hashlib.sha256)
    assert base64.b64decode(query["sign"]) == digest
    assert len(query["timestamp"]) == 13


def test_feishu_is_signed(robot: Robot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NOTIFY_WEBHOOK_SECRET", SECRET)
    monkeypatch.setenv("NOTIFY_WEBHOOK_KIND", "feishu")
    Notifier().send(MESSAGE)
    query, body = robot.got[0]
    assert "sign" not in query
    digest = hmac.digest(f"{body['timestamp']}\n{SECRET}".encode(), b"", hashlib.sha256)
    assert base64.b64decode(body["sign"]) == digest


def test_a_long_message_is_cut_to_what_every_channel_takes() -> None:
    text = Message("题", ("长" * 5000,)).text
    assert len(text.encode()) < 4096
    assert text.endswith("…")


@pytest.mark.parametrize(
    ("status", "answer", "reason"),
    [
        (500, b"", "HTTP status 500"),
        (200, b'{"errcode":310000,"errmsg":"sign not match, token=SEC-do-not-tell"}', "code 310000"),
        (200, b'{"code":19021,"msg":"sign match fail"}', "code 19021"),
    ],
)
def test_a_refused_message_is_an_error_without_secrets(
    robot: Robot, status: int, answer: bytes, reason: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NOTIFY_WEBHOOK_SECRET", SECRET)
    robot.answer = (status, answer)
    with pytest.raises(NotificationError, match=reason) as caught:
        Notifier().send(MESSAGE)
    assert SECRET not in "".join(traceback.format_exception(caught.value))


def test_a_robot_that_is_not_there_is_an_error_without_secrets(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NOTIFY_WEBHOOK_URL", f"http://127.0.0.1:9/?access_token={SECRET}")
    with pytest.raises(NotificationError, match="ConnectionRefusedError") as caught:
        Notifier().send(MESSAGE)
    assert SECRET not in str(caught.value)


def test_slack_answers_with_a_word(robot: Robot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NOTIFY_WEBHOOK_KIND", "slack")
    robot.answer = (200, b"ok")
    Notifier().send(MESSAGE)


class Post(socketserver.TCPServer):
    """A mail server that knows enough of SMTP to take one letter."""

    allow_reuse_address = True

    def __init__(self, refuses: bool = False) -> None:
        self.lines: list[str] = []
        self.refuses = refuses
        super().__init__(("127.0.0.1", 0), _Letter)


class _Letter(socketserver.StreamRequestHandler):
    server: Post

    def handle(self) -> None:
        self.wfile.write(b"220 post\r\n")
        in_data = False
        for raw in self.rfile:
            line = raw.decode().rstrip("\r\n")
            self.server.lines.append(line)
            verb = line[:4].upper()
            if in_data:
                in_data = line != "."
                answer = b"" if in_data else b"250 taken\r\n"
            elif verb == "DATA":
                in_data, answer = True, b"354 go on\r\n"
            elif verb == "RCPT" and self.server.refuses:
                answer = b"550 nobody of that name\r\n"
            else:
                answer = b"221 bye\r\n" if verb == "QUIT" else b"250 fine\r\n"
            self.wfile.write(answer)
            if verb == "QUIT" and not in_data:
                return


def mailed(post: Post, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NOTIFY_WEBHOOK_URL", raising=False)
    for name, value in {
        "MAIL_TO": "zhang@example.cn, li@example.cn",
        "SMTP_HOST": "127.0.0.1",
        "SMTP_PORT": str(post.server_address[1]),
        "SMTP_SECURITY": "none",
    }.items():
        monkeypatch.setenv(f"NOTIFY_{name}", value)
    with served(post):
        Notifier().send(MESSAGE)


def test_a_letter_reaches_every_address(monkeypatch: pytest.MonkeyPatch) -> None:
    post = Post()
    mailed(post, monkeypatch)
    assert [line for line in post.lines if line.startswith("rcpt")] == [
        "rcpt TO:<zhang@example.cn>",
        "rcpt TO:<li@example.cn>",
    ]
    assert any(line.startswith("Subject: =?utf-8?") for line in post.lines)


def test_a_letter_that_is_refused_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(NotificationError, match="e-mail: SMTPRecipientsRefused"):
        mailed(Post(refuses=True), monkeypatch)


def test_one_channel_that_fails_does_not_keep_the_other_from_it(robot: Robot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NOTIFY_MAIL_TO", "zhang@example.cn")
    monkeypatch.setenv("NOTIFY_SMTP_HOST", "127.0.0.1")
    monkeypatch.setenv("NOTIFY_SMTP_PORT", "9")
    with pytest.raises(NotificationError, match="e-mail"):
        Notifier().send(MESSAGE)
    assert len(robot.got) == 1
