"""A bot's whole loop with Python's own library: read, write, ask, send, name, and silence.

    BOT_STATUS_URL=http://localhost:8080 BOT_STATUS_KEY=bsk_... python3 bot.py contact-1 m-1
"""

import json
import os
import sys
import time
from urllib.error import HTTPError, URLError
from urllib.parse import quote
from urllib.request import Request, urlopen
from uuid import uuid4

SERVER = os.environ.get("BOT_STATUS_URL", "http://localhost:8080")
KEY = os.environ.get("BOT_STATUS_KEY", "")
PATIENCE_SECONDS = 60


class Refused(Exception):
    """The server refuses the call. The problem's type and detail say why."""


def call(method, path, body=None):
    """Returns the answer; None if the server does not answer in time. Then the bot stays silent."""
    end = time.monotonic() + PATIENCE_SECONDS
    wait = 0.5
    while True:
        request = Request(
            SERVER + path,
            method=method,
            data=None if body is None else json.dumps(body).encode(),
            headers={"Authorization": "Bearer " + KEY, "Content-Type": "application/json"},
        )
        try:
            with urlopen(request, timeout=10) as answer:
                return json.load(answer)
        except HTTPError as error:
            if error.code != 503:
                problem = json.load(error)
                raise Refused(f"{problem['type']}: {problem['detail']}") from error
            after = float(error.headers.get("Retry-After") or wait)
        except (URLError, TimeoutError):
            after = wait
        if time.monotonic() + after > end:
            return None
        time.sleep(after)
        wait = min(wait * 2, 10)


def reply_to(contact_id, message_id, compose, send):
    """Lets the bot answer one message, unless it has to be silent.

    compose() writes the text. send(text, reply_id) sends it by the chat platform and returns the platform's id of it.
    Returns why nothing was sent; None if it was.
    """
    contact = "/api/contacts/" + quote(contact_id, safe="")
    status = call("GET", contact + "/bot-status")
    if status is None or not status["responding"]:
        return "unavailable" if status is None else status["status"]

    text = compose()

    reply_id = str(uuid4())  # of this run alone: a bot that restarts must not send what another run may have sent
    permit = call(
        "POST",
        contact + "/replies",
        {"replyId": reply_id, "epoch": status["epoch"], "answers": message_id, "text": text},
    )
    if permit is None or not permit["granted"]:
        return "unavailable" if permit is None else permit["because"]

    sent = send(text, reply_id)
    # Without a name the echo is known by its text, so a failure here is no failure of the reply.
    call("PUT", contact + "/replies/" + quote(reply_id, safe=""), {"messageId": sent})
    return None


def main(contact_id, message_id):
    def compose():
        return "Your order leaves today."  # your model

    def send(text, reply_id):
        print(f"{contact_id} <- {text}", file=sys.stderr)  # your chat platform
        return "message-of-" + reply_id

    because = reply_to(contact_id, message_id, compose, send)
    print("sent" if because is None else because)


if __name__ == "__main__":
    main(*sys.argv[1:3])
