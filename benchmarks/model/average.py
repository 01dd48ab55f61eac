"""The mean of two trained pipelines' weights: ``python -m benchmarks.model.average A B --out DIR``.

The second must have gone on from the first (``train.py --start``), so that both lie in one valley and their mean does
better than either (Wortsman et al. 2022, "model soups"). Not here: training.
"""

import argparse
from pathlib import Path

import spacy


def main() -> None:
    """Average every parameter of every component; write the pipeline."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("first", type=Path)
    parser.add_argument("second", type=Path, help="gone on from the first")
    parser.add_argument("--share", type=float, default=0.5, help="weight of the second")
    parser.add_argument("--out", type=Path, required=True)
    arguments = parser.parse_args()
    nlp, other = spacy.load(arguments.first), spacy.load(arguments.second)
    for name in nlp.pipe_names:
        nodes = zip(nlp.get_pipe(name).model.walk(), other.get_pipe(name).model.walk(), strict=True)  # type: ignore[attr-defined]
        for mine, theirs in nodes:
            for parameter in mine.param_names:
                if mine.has_param(parameter):
                    mean = (1 - arguments.share) * mine.get_param(parameter)
                    mine.set_param(parameter, mean + arguments.share * theirs.get_param(parameter))
    nlp.to_disk(arguments.out)


if __name__ == "__main__":
    main()
