"""Names and addresses to outlets."""

from __future__ import annotations

from transforms.publishers import UNSTATED, find_publisher, publisher_actors, publisher_by_id, publisher_rows
from transforms.tables import ACTORS, PUBLISHERS


def test_name_alias_and_domain_mean_the_same_outlet() -> None:
    by_name = find_publisher("Reuters", None)
    assert by_name == find_publisher(None, "https://www.reuters.com/world/x") == find_publisher("the Reuters", None)
    assert by_name.publisher_id == "reuters"


def test_a_subdomain_belongs_to_its_site() -> None:
    assert find_publisher(None, "https://uk.reuters.com/x") == find_publisher("Reuters", None)


def test_a_new_outlet_gets_a_stable_id() -> None:
    new = find_publisher("The Łódź Courier", "https://www.courier.example/a")
    assert (new.publisher_id, new.name, new.domain) == ("łodz-courier", "The Łódź Courier", "courier.example")
    assert publisher_by_id(new.publisher_id).actor.actor_id == new.actor.actor_id
    assert find_publisher(None, "https://courier.example/a").publisher_id == "courier-example"


def test_outlets_in_another_script_stay_apart() -> None:
    assert find_publisher("Канал 24", None) != find_publisher("Вести 24", None)


def test_no_outlet_is_said_to_be_unstated() -> None:
    assert find_publisher(None, None) == find_publisher("", "") == UNSTATED


def test_every_outlet_is_an_actor() -> None:
    publishers = publisher_rows([UNSTATED, find_publisher("Reuters", None)])
    actors = publisher_actors(publishers)
    assert publishers.schema == PUBLISHERS.polars_schema
    assert actors.schema == ACTORS.polars_schema
    assert set(publishers["actor_id"]) == set(actors["actor_id"])
    assert sorted(actors["actor_type"]) == ["described", "media"]
