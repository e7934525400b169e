"""Images: the real ones where they are at hand, else stand-ins made of Debian and of checked jars."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import yaml

from containers.engine import Docker, NoEngine
from containers.shell import run, say
from repository import ROOT
from samspil.stack import downloads
from samspil.stack.kafka import KAFKA
from samspil.stack.zipkin import ZIPKIN

HERE = Path(__file__).parent / "standins"
STEM = "localhost/samspil"
SUITE = "bookworm"
SERVERS = ("postgres", "kafka", "zipkin")
LOCKS = ("requirements.lock", "requirements-build.lock")


def wanted() -> dict[str, str]:
    """The images that are not ours: the base of ours as ``python``, the servers by their names."""
    base = re.search(r"^ARG BASE=(\S+)", (ROOT / "Dockerfile").read_text(), re.MULTILINE)
    assert base
    services = yaml.safe_load((ROOT / "docker-compose.yml").read_text())["services"]
    return {"python": base[1], **{name: str(services[name]["image"]) for name in SERVERS}}


def images(docker: Docker, folder: Path) -> dict[str, str]:
    """What each of them is to be here; says which are stand-ins."""
    chosen = {}
    for name, image in wanted().items():
        if docker.has(image):
            chosen[name] = image
            say(f"image: {image}, the real one")
        else:
            chosen[name] = f"{STEM}-{name}:{SUITE}"
    missing = [name for name, image in chosen.items() if image.startswith(STEM)]
    if missing:
        context = _context(folder, missing)
        if not docker.has(f"{STEM}-root:{SUITE}"):
            docker("import", _root(), f"{STEM}-root:{SUITE}")
        for name in missing:
            _build(docker, context, name, chosen[name])
            say(f"image: {wanted()[name]} is not at hand; {chosen[name]} stands in for it")
    return chosen


def _build(docker: Docker, context: Path, name: str, tag: str) -> None:
    root = f"ROOT={STEM}-root:{SUITE}"
    docker("build", "--network", "host", "--build-arg", root, "--target", name, "-t", tag, context)


def _context(folder: Path, missing: list[str]) -> Path:
    context = folder / "standins"
    shutil.copytree(HERE, context)
    for name in ("wheels", "kafka", "zipkin"):
        (context / name).mkdir()
    if "python" in missing:
        for lock in LOCKS:
            words = ("download", "-q", "--require-hashes", "--no-deps", "--only-binary", ":all:")
            run(sys.executable, "-m", "pip", *words, "-d", context / "wheels", "-r", ROOT / lock)
    for program in (KAFKA, ZIPKIN):
        if program.stem in missing:
            for jar in downloads.fetch(program, say).glob("*.jar"):
                copy = context / program.stem / jar.name
                shutil.copyfile(jar, copy)
                copy.chmod(0o644)  # the cache is its owner's alone
    return context


def _root() -> Path:
    """A small Debian with Python, made once and kept."""
    kept = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "samspil" / f"{SUITE}.tar"
    if kept.exists():
        return kept
    if shutil.which("debootstrap") is None:
        raise NoEngine("images are not at hand, and debootstrap, which makes stand-ins, is not installed")
    say(f"making a small Debian {SUITE} with debootstrap")
    root = kept.with_suffix(".root")
    shutil.rmtree(root, ignore_errors=True)
    kept.parent.mkdir(parents=True, exist_ok=True)
    run("debootstrap", "--variant=minbase", "--include=python3,python3-pip,ca-certificates", SUITE, root)
    run("chroot", root, "apt-get", "clean")
    draft = kept.with_suffix(".draft")
    subprocess.run(["tar", "-C", root, "--exclude=./dev", "-cf", draft, "."], check=True)
    draft.replace(kept)
    shutil.rmtree(root)
    return kept
