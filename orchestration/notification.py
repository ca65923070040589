"""Telling people: a message, and the ways it travels (webhook of a chat group, e-mail).

Belongs here: the bodies that DingTalk, WeCom, Feishu and Slack expect, their signatures and their answers. Does not belong
here: when somebody is told (`orchestration.sensors`, `orchestration.nightly`), or what of (`orchestration.summary`).

An error never carries the address or the secret of a channel: the address of a webhook is itself a secret.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import smtplib
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from email.message import EmailMessage
from typing import Any

import dagster as dg

from orchestration import settings
from orchestration.settings import Notifications

TIMEOUT = 10
"""Seconds that a channel has for its answer: a run does not wait longer for it."""

MOST_BYTES = 3_500
"""Of a message: WeCom takes 4,096 bytes, the others more."""


class NotificationError(RuntimeError):
    """A message did not get through; the text names the channel and the reason, no address and no secret."""


@dataclass(frozen=True)
class Message:
    """A title and lines of plain text."""

    title: str
    lines: tuple[str, ...]

    @property
    def text(self) -> str:
        """Title and lines, cut to what every channel takes."""
        whole = "\n".join([self.title, *self.lines]).encode()
        return whole.decode() if len(whole) <= MOST_BYTES else f"{whole[:MOST_BYTES].decode(errors='ignore')}\n…"


Body = tuple[dict[str, str], dict[str, Any]]
"""What is added to the address, and the JSON that is posted."""


def dingtalk(message: Message, secret: str, now: float) -> Body:
    """钉钉自定义机器人: signed by a time stamp in milliseconds and the secret."""
    body = {"msgtype": "text", "text": {"content": message.text}}
    if not secret:
        return {}, body
    stamp = str(round(now * 1000))
    digest = hmac.new(secret.encode(), f"{stamp}\n{secret}".encode(), hashlib.sha256).digest()
    return {"timestamp": stamp, "sign": base64.b64encode(digest).decode()}, body


def wecom(message: Message, _secret: str, _now: float) -> Body:
    """企业微信群机器人: the key in the address is all."""
    return {}, {"msgtype": "text", "text": {"content": message.text}}


def feishu(message: Message, secret: str, now: float) -> Body:
    """飞书自定义机器人: signed by a time stamp in seconds; the secret is part of the key, and nothing is digested."""
    body: dict[str, Any] = {"msg_type": "text", "content": {"text": message.text}}
    if secret:
        stamp = str(int(now))
        digest = hmac.new(f"{stamp}\n{secret}".encode(), b"", hashlib.sha256).digest()
        body |= {"timestamp": stamp, "sign": base64.b64encode(digest).decode()}
    return {}, body


def slack(message: Message, _secret: str, _now: float) -> Body:
    """Slack's incoming webhook."""
    return {}, {"text": message.text}


BODIES: Mapping[str, Callable[[Message, str, float], Body]] = {
    "dingtalk": dingtalk,
    "wecom": wecom,
    "feishu": feishu,
    "slack": slack,
}
ANSWER_CODES = ["errcode", "code", "StatusCode"]
"""Where an answer says that it was refused: DingTalk, WeCom and Feishu do so with status 200."""


class Notifier(dg.ConfigurableResource["Notifier"]):
    """The channels that the environment names (NOTIFY_…, docs/operations.md); none of them by default."""

    @property
    def channels(self) -> Notifications:
        """What is set."""
        return settings.notifications()

    def send(self, message: Message) -> None:
        """Send the message by every channel that is set. Raises `NotificationError` once all have been tried."""
        channels = self.channels
        failed = []
        for is_set, way in ((channels.webhook_url, _post), (channels.mail_to, _mail)):
            try:
                if is_set:
                    way(channels, message)
            except NotificationError as error:
                failed.append(str(error))
        if failed:
            raise NotificationError("; ".join(failed))


def _post(channels: Notifications, message: Message) -> None:
    kind = channels.webhook_kind
    query, body = BODIES[kind](message, channels.webhook_secret, time.time())
    url = channels.webhook_url
    if query:
        url += ("&" if "?" in url else "?") + urllib.parse.urlencode(query)
    try:
        request = urllib.request.Request(
            url, json.dumps(body).encode(), {"Content-Type": "application/json; charset=utf-8"}
        )
        with urllib.request.urlopen(request, timeout=TIMEOUT) as answer:
            said = answer.read().decode(errors="replace")
    except urllib.error.HTTPError as error:
        raise NotificationError(f"webhook ({kind}): HTTP status {error.code}") from None
    except (OSError, ValueError) as error:
        raise NotificationError(f"webhook ({kind}): {_reason(error)}") from None
    if refusal := _refusal(said):
        raise NotificationError(f"webhook ({kind}) refused the message: {refusal}")


def _refusal(said: str) -> str:
    try:
        answer = json.loads(said)
    except ValueError:
        return ""  # Slack answers with a word
    codes = [answer[name] for name in ANSWER_CODES if name in answer] if isinstance(answer, dict) else []
    return f"code {codes[0]}" if any(codes) else ""


def _mail(channels: Notifications, message: Message) -> None:
    mail = EmailMessage()
    mail["Subject"], mail["From"], mail["To"] = message.title, channels.mail_from, channels.mail_to
    mail.set_content(message.text)
    server = smtplib.SMTP_SSL if channels.smtp_security == "tls" else smtplib.SMTP
    try:
        with server(channels.smtp_host, channels.smtp_port, timeout=TIMEOUT) as smtp:
            if channels.smtp_security == "starttls":
                smtp.starttls()
            if channels.smtp_user:
                smtp.login(channels.smtp_user, channels.smtp_password)
            smtp.send_message(mail)
    except (smtplib.SMTPException, OSError) as error:
        raise NotificationError(f"e-mail: {_reason(error)}") from None


def _reason(error: Exception) -> str:
    """The kind of an error alone: its words may hold an address."""
    inner = getattr(error, "reason", None)
    return type(inner if isinstance(inner, Exception) else error).__name__
