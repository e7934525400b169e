"""Java, Maven and Chromium: found, or installed with apt-get where we may."""

import os
import re
import shutil
import subprocess
import threading
from collections.abc import Callable

from samspil.stack.problem import StackProblem

Tell = Callable[[str], None]
"""How a long step says where it is: one short line at a time."""

OLDEST_JAVA = 17


def silent(_line: str) -> None:
    """Tell nobody."""


_ONE_AT_A_TIME = threading.Lock()


def java(tell: Tell = silent) -> str:
    """The path of a Java 17 or newer; ``StackProblem`` when there is none and we may not install one."""
    return _get(_java, f"Java {OLDEST_JAVA} or newer", "default-jre-headless", tell)


def maven(tell: Tell = silent) -> str:
    """The path of Maven; ``StackProblem`` when there is none and we may not install it."""
    return _get(lambda: shutil.which("mvn"), "Maven", "maven", tell)


def chromium(tell: Tell = silent) -> str:
    """The path of Chromium; ``StackProblem`` when there is none and we may not install it."""
    return _get(_chromium, "Chromium", "chromium", tell)


def _get(find: Callable[[], str | None], what: str, package: str, tell: Tell) -> str:
    """Kafka and Zipkin ask for Java at once, and apt-get refuses the second of two."""
    with _ONE_AT_A_TIME:
        if found := find():
            return found
        _install(package, tell)
        if found := find():
            return found
    raise StackProblem(_wanted(what, package))


def _chromium() -> str | None:
    return next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)


def _java() -> str | None:
    homes = [os.path.join(home, "bin") for home in [os.environ.get("JAVA_HOME")] if home]
    for folder in [*homes, None]:
        path = shutil.which("java", path=folder)
        if path and _major(path) >= OLDEST_JAVA:
            return path
    return None


def _major(path: str) -> int:
    said = subprocess.run([path, "-version"], capture_output=True, text=True, check=False).stderr
    version = re.search(r'version "(\d+)', said)
    return int(version[1]) if version else 0


def _install(package: str, tell: Tell) -> None:
    """Try; whether the tool is there afterwards is for the caller to see."""
    if not shutil.which("apt-get"):
        return
    sudo = [] if os.geteuid() == 0 else ["sudo", "-n"]
    if sudo and (not shutil.which("sudo") or subprocess.run([*sudo, "true"], check=False).returncode):
        return
    tell(f"Installing {package} with apt-get")
    for words in (["update", "-q"], ["install", "-qy", "--no-install-recommends", package]):
        command = [*sudo, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", *words]
        subprocess.run(command, capture_output=True, check=False)


def _wanted(what: str, package: str) -> str:
    return f"Samspil needs {what}: install it (on Debian or Ubuntu: sudo apt-get install {package})."
