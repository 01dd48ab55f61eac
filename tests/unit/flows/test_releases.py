"""Publishing, finding and rolling back releases; the lock; settings; sources."""

from __future__ import annotations

import multiprocessing
import os
import re
import socket
import threading
from pathlib import Path

import pytest

from flows.home import Home, HomeBusyError
from flows.partitions import folder_written_aside
from flows.releases import (
    NoSuchReleaseError,
    Release,
    all_releases,
    current_release,
    find_release,
    lineage,
    manifest_of,
    point_at,
    publish,
)
from flows.settings import Settings, SettingsError, origins, read_settings
from flows.sources import SourcesError, read_sources


def make(home: Home, content: str) -> tuple[Release, bool]:
    home.staging.mkdir(parents=True)
    (home.staging / "articles.parquet").write_text(content)
    return publish(home, home.staging, manifest_of({"articles": {"sha256": content}}, "run_1", (), frozenset()))


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path / "home")


def test_publishing_the_same_content_again_changes_nothing(home: Home) -> None:
    first, is_new = make(home, "a")
    assert is_new
    before = first.folder.stat().st_mtime_ns
    again, is_new = make(home, "a")
    assert (again.release_id, is_new) == (first.release_id, False)
    assert again.folder.stat().st_mtime_ns == before
    assert not home.staging.exists()


def test_lineage_leaves_out_what_was_rolled_back(home: Home) -> None:
    one, two = make(home, "a")[0], make(home, "b")[0]
    point_at(home, one)
    three = make(home, "c")[0]
    assert [release.release_id for release in lineage(home)] == [one.release_id, three.release_id]
    assert [release.release_id for release in all_releases(home)] == [one.release_id, two.release_id, three.release_id]
    assert three.publication["previous"] == one.release_id
    current = current_release(home)
    assert current is not None
    assert current.release_id == three.release_id


def test_a_release_is_found_by_its_first_characters(home: Home) -> None:
    release = make(home, "a")[0]
    make(home, "b")
    assert find_release(home, release.release_id[:9]).folder == release.folder
    with pytest.raises(NoSuchReleaseError, match="more than one release"):
        find_release(home, "rel_")
    with pytest.raises(NoSuchReleaseError, match="no release of that name"):
        find_release(home, "rel_zzz")


def test_a_folder_appears_whole_or_not_at_all(tmp_path: Path) -> None:
    target = tmp_path / "batch"

    def write_half() -> None:
        with folder_written_aside(target) as aside:
            (aside / "half").write_text("x")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        write_half()
    assert not target.exists()
    with folder_written_aside(target) as aside:
        (aside / "whole").write_text("x")
    assert [path.name for path in target.iterdir()] == ["whole"]


def _hold(root: str, held: object, release: object) -> None:
    with Home(Path(root)).locked(0):
        held.set()  # type: ignore[attr-defined]
        release.wait(30)  # type: ignore[attr-defined]


def test_two_writers_never_hold_a_home_at_once(home: Home) -> None:
    context = multiprocessing.get_context("spawn")
    held, release = context.Event(), context.Event()
    other = context.Process(target=_hold, args=(str(home.root), held, release))
    other.start()
    assert held.wait(30)
    with pytest.raises(HomeBusyError, match=f"process {other.pid} on"), home.locked(0.1):
        pass
    assert f"process {other.pid}" in str(home.lock_holder())
    other.kill()
    other.join()
    with home.locked(5):
        assert f"process {os.getpid()}" in (home.root / "run.holder.json").read_text() or home.lock_holder()
    assert home.lock_holder() is None


def test_a_run_that_waits_says_once_for_whom(home: Home, capfd: pytest.CaptureFixture[str]) -> None:
    context = multiprocessing.get_context("spawn")
    held, release = context.Event(), context.Event()
    other = context.Process(target=_hold, args=(str(home.root), held, release))
    other.start()
    assert held.wait(30)
    threading.Timer(0.5, release.set).start()
    with home.locked(30):
        said = capfd.readouterr().err
    other.join()
    assert said.splitlines() == [
        f"{home.root}: another run (process {other.pid} on {socket.gethostname()}) is writing here; "
        "waiting for it up to 30 s"
    ]


def test_settings_come_from_flag_environment_and_file_in_that_order(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for name in [name for name in os.environ if name.startswith("DATELINE_")]:
        monkeypatch.delenv(name)
    (tmp_path / "dateline.toml").write_text("workers = 7\nbatch_articles = 9\nbatch_chars = 5000\n")
    monkeypatch.setenv("DATELINE_WORKERS", "5")
    monkeypatch.setenv("DATELINE_BATCH_ARTICLES", "8")
    flags = {"workers": 3, "home": None}
    settings = read_settings(**flags)
    assert (settings.workers, settings.batch_articles, settings.batch_chars) == (3, 8, 5000)
    origin = origins(settings, flags)
    assert origin["workers"] == "flag --workers"
    assert origin["batch_articles"] == "environment DATELINE_BATCH_ARTICLES"
    assert origin["batch_chars"] == "dateline.toml"
    assert origin["home"] == "default"


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("workers = 0", "setting workers: .* greater than or equal to 1 .dateline.toml."),
        ("wrokers = 3", "setting wrokers: Extra inputs are not permitted .dateline.toml."),
        ("home = 'a'\nworkers = ?", r"dateline.toml: not TOML: .* line 2, column 11"),
        ("workers = 0\nbatch_articles = 0", "workers.*; setting batch_articles"),
    ],
)
def test_a_setting_that_does_not_fit_is_named_in_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: str, reason: str
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "dateline.toml").write_text(content)
    with pytest.raises(SettingsError, match=reason) as refusal:
        read_settings()
    assert "\n" not in str(refusal.value)


def test_an_error_names_the_flag_or_variable_of_a_setting(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(SettingsError, match=r"setting workers: .* \(flag --workers\)"):
        read_settings(workers=0)
    monkeypatch.setenv("DATELINE_BATCH_CHARS", "many")
    with pytest.raises(SettingsError, match=r"setting batch_chars: .*integer.* \(environment DATELINE_BATCH_CHARS\)"):
        read_settings()


def test_every_setting_offered_in_the_example_of_an_environment_exists() -> None:
    example = Path(__file__).resolve().parents[3] / ".env.example"
    offered = re.findall(r"^# DATELINE_(\w+)=", example.read_text(encoding="utf-8"), flags=re.MULTILINE)
    assert [name.lower() for name in offered] == list(Settings.model_fields)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("", "no .*source.* entry"),
        ("[[source]]\nname = 'a'", "nothing to read: give inputs, feeds or sites"),
        ("[[source]]\nname = 'A b'\ninputs = ['x']\ncron = '* * * * *'", "name: "),
        ("source = [", "not TOML"),
        ("[[source]]\nname='a'\ninputs=['x']\ncron='* * * * *'\n" * 2, "same name"),
        ("source = 5", "write each as an entry"),
        ("source = [5]", "write each as an entry"),
        ("[[sources]]\nname = 'a'", "sources: only"),
        ("[[source]]\nname='a'\ninputs=['x']\ncron='61 * * * *'", "source 'a': cron: '61 .* no cron expression"),
        ("[[source]]\nname='a'\ninputs=['x']\ncron='0 0 * * * *'", "source 'a': cron: .* five fields"),
        ("[[source]]\nname='a'\ninputs=['x']\ncron='* * * * *'\ntimezone='Mars'", "source 'a': timezone: 'Mars'"),
    ],
)
def test_a_bad_sources_file_is_refused_in_one_line(tmp_path: Path, content: str, reason: str) -> None:
    path = tmp_path / "sources.toml"
    path.write_text(content)
    with pytest.raises(SourcesError, match=reason) as refusal:
        read_sources(path)
    assert "\n" not in str(refusal.value)


def test_the_shipped_example_of_sources_is_valid() -> None:
    (source,) = read_sources(Path(__file__).resolve().parents[3] / "sources.toml.example")
    assert (source.name, source.inputs) == ("inbox", ["inbox/"])
