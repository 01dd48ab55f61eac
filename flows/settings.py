"""Every setting of Dateline, from one class: defaults < dateline.toml < environment DATELINE_* < flag.

Built by the caller; nothing happens on import. Not here: what the settings do.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from pathlib import Path

from pydantic import Field, ValidationError, field_validator
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict, TomlConfigSettingsSource

TOML = Path("dateline.toml")


class SettingsError(ValueError):
    """A setting can't be used; the message is one line that names it and where it came from."""


class Settings(BaseSettings):
    """Settings of one run; `dateline doctor` shows each with its origin."""

    model_config = SettingsConfigDict(env_prefix="DATELINE_", toml_file=TOML, extra="forbid")

    home: Path = Field(Path("dateline-home"), description="folder that holds all state")
    model: str | None = Field(None, description="spaCy pipeline to use instead of the embedded one")
    workers: int = Field(default_factory=lambda: os.cpu_count() or 1, ge=1, description="coding processes")
    batch_articles: int = Field(50, ge=1, description="articles per batch, at most")
    batch_chars: int = Field(100_000, ge=1_000, description="code points per batch, at most")
    max_item_bytes: int = Field(10_000_000, ge=1_000, description="largest input item that is read")
    contact: str | None = Field(None, description="address for site owners, sent with each request: mail or web page")
    host_delay_seconds: float = Field(1.0, ge=0, description="pause between two requests to one host, at least")
    fetch_timeout_seconds: float = Field(25.0, gt=0, description="longest time for one address, retries included")
    fetch_retries: int = Field(2, ge=0, le=10, description="further tries where a server fails or is busy")
    fetch_pages: int = Field(500, ge=1, description="most pages of lists (feeds, sitemaps, GDELT) fetched in one run")
    refetch_hours: float = Field(24.0, ge=0, description="pages of lists are looked at again after so long")
    allow_private_addresses: bool = Field(False, description="fetch from private, loopback and link-local addresses")
    lock_wait_seconds: float = Field(3600, ge=0, description="how long to wait for another run on the same home")
    prefect_api_url: str | None = Field(None, description="Prefect server to report to; none: a private one per run")
    sources: Path = Field(Path("sources.toml"), description="what `dateline serve` runs and when")

    @field_validator("home", "sources")
    @classmethod
    def _expand(cls, path: Path) -> Path:
        return path.expanduser()

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003 - the signature is pydantic's
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Flags beat the environment, the environment beats the file."""
        return init_settings, env_settings, TomlConfigSettingsSource(settings_cls)

    @property
    def coding(self) -> dict[str, str | None]:
        """The settings that change coded rows: they are part of the run's identity."""
        return {"model": self.model}


def read_settings(**flags: object) -> Settings:
    """Settings with the given flags on top; flags that are None count as not given.

    Raises `SettingsError` for values that don't fit.
    """
    try:
        return Settings(**{name: value for name, value in flags.items() if value is not None})  # type: ignore[arg-type]
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(f"{TOML}: not TOML: {error}") from None
    except ValidationError as error:
        problems = (
            f"setting {name}: {problem['msg']} ({_origin(name, flags, _in_file())})"
            for problem in error.errors()
            for name in [str(problem["loc"][0])]
        )
        raise SettingsError("; ".join(problems)) from None


def export_settings(settings: Settings) -> None:
    """Put every setting into the environment, so that flow runs started from here, in any process, see the same."""
    for name, value in settings.model_dump(mode="json", exclude_none=True).items():
        os.environ[f"DATELINE_{name}".upper()] = str(value)


def origins(settings: Settings, flags: Mapping[str, object]) -> dict[str, str]:
    """Where each setting's value came from: flag, environment, dateline.toml or default."""
    in_file = _in_file()
    return {name: _origin(name, flags, in_file) for name in type(settings).model_fields}


def _origin(name: str, flags: Mapping[str, object], in_file: Mapping[str, object]) -> str:
    if flags.get(name) is not None:
        return f"flag --{name}"
    if (variable := f"DATELINE_{name}".upper()) in os.environ:
        return f"environment {variable}"
    return str(TOML) if name in in_file else "default"


def _in_file() -> Mapping[str, object]:
    return TomlConfigSettingsSource(Settings)() if TOML.exists() else {}
