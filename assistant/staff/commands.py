"""``python app.py add-user NAME`` and ``remove-user NAME``: who may sign in."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from collections.abc import Sequence
from getpass import getpass
from pathlib import Path

from assistant.staff.users import Users
from ingest.errors import MingzhangError
from ingest.settings import Settings

COMMANDS = ("add-user", "remove-user")
USERS_FILE = "users.json"


def users_of(settings: Settings, folder: Path) -> Users:
    """The users of a library: the file of the settings, else ``users.json`` in its folder."""
    return Users(settings.users or folder / USERS_FILE)


def run(arguments: Sequence[str]) -> int:
    """Run one of the commands; 0 where it is done, 1 where it is refused, 2 for wrong use."""
    parser = ArgumentParser(prog="python app.py", description="明账工作人员 (staff)")
    parser.add_argument("command", choices=COMMANDS)
    parser.add_argument("name", metavar="NAME", help="用户名 (name)")
    parser.add_argument("--library", type=Path, help="文库文件夹 (library folder)")
    parser.add_argument(
        "--password-stdin",
        action="store_true",
        help="从标准输入读密码 (read the password from standard input)",
    )
    given = parser.parse_args(arguments)
    settings = Settings()
    users = users_of(settings, given.library or settings.library)
    try:
        if given.command == "remove-user":
            users.remove(given.name)
            sys.stdout.write(f"已删除用户 {given.name} (user removed)\n")
        else:
            known = given.name in users.names()
            users.add(given.name, _password(from_stdin=given.password_stdin))
            said = "已改密码 (password changed)" if known else "已添加用户 (user added)"
            sys.stdout.write(f"{said}：{given.name}\n")
    except MingzhangError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


def _password(*, from_stdin: bool) -> str:
    """The password, typed twice without echo, or the first line of standard input."""
    if from_stdin:
        return sys.stdin.readline().rstrip("\r\n")
    password = getpass("密码 (password): ")
    if getpass("再输一遍 (again): ") != password:
        raise MingzhangError("两次输入不一样 (the two passwords differ)")
    return password
