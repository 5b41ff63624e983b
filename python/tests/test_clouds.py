"""The manifests for Kubernetes and AWS Batch: right by their schemas, and every index maps to a shard of one sweep.

No cluster has run them. What is run here is the command line that each index comes to, and the merge behind it.
"""

import json
import os
import pathlib
import shutil
import subprocess
from collections.abc import Iterator
from typing import Any

import pytest
from conftest import ROOT, Command, scenario

yaml = pytest.importorskip("yaml")

KUBERNETES = ROOT / "examples" / "kubernetes"
BATCH = ROOT / "examples" / "aws-batch"

#: So few draws do for the same bytes.
DRAWS = "200"


def read(name: str) -> Any:
    return json.loads((BATCH / name).read_text())


@pytest.fixture
def desk(command: Command, tmp_path: pathlib.Path) -> Iterator[pathlib.Path]:
    """A folder with a scenario, as the shared disk of a cluster has it, and the results that one program makes of it."""
    shutil.copy(scenario("close-race"), tmp_path / "seat.toml")
    line = ["sweep", "seat.toml", "--vary", "confusion.rate=0..0.1/51", "--draws", DRAWS, "--quiet", "--no-charts"]
    subprocess.run([command.program, *line, "--out", "whole"], cwd=tmp_path, check=True)
    yield tmp_path
    one, many = (tmp_path / folder / "seat-sweep" / "points.csv" for folder in ("whole", "results"))
    assert many.read_bytes() == one.read_bytes()


@pytest.mark.parametrize("name", ["shards.yaml", "merge.yaml"])
def test_a_manifest_is_right_by_its_schema(name: str) -> None:
    validator = pytest.importorskip("kubernetes_validate")
    job = yaml.safe_load((KUBERNETES / name).read_text())
    validator.validate(job, validator.latest_version(), strict=True)
    # And the validator sees what is wrong.
    job["spec"]["completion"] = 8
    with pytest.raises(validator.ValidationError):
        validator.validate(job, validator.latest_version(), strict=True)


def container(name: str) -> Any:
    job = yaml.safe_load((KUBERNETES / name).read_text())
    return job["spec"], job["spec"]["template"]["spec"]["containers"][0]


def test_every_index_of_a_job_is_a_shard(desk: pathlib.Path, command: Command) -> None:
    spec, shard = container("shards.yaml")
    (index,) = [one["name"] for one in shard["env"] if "job-completion-index" in one["valueFrom"]["fieldRef"]["fieldPath"]]
    assert spec["completionMode"] == "Indexed" and shard["command"] == ["humnaam"] and shard["workingDir"] == "/work"
    for place in range(spec["completions"]):
        line = [part.replace(f"$({index})", str(place)).replace("100000", DRAWS) for part in shard["args"]]
        subprocess.run([command.program, *line], cwd=desk, check=True)
    _, merge = container("merge.yaml")
    subprocess.run([command.program, *merge["args"]], cwd=desk, check=True)


def test_what_is_asked_of_batch_is_right_by_its_model() -> None:
    session = pytest.importorskip("botocore.session")
    validate = pytest.importorskip("botocore.validate").ParamValidator().validate
    model = session.get_session().get_service_model("batch")
    for operation, name in [("RegisterJobDefinition", "definition.json"), ("SubmitJob", "shards.json"), ("SubmitJob", "merge.json")]:
        shape = model.operation_model(operation).input_shape
        found = validate(read(name), shape)
        assert not found.has_errors(), found.generate_report()
        # And the model knows what is not there.
        assert validate({**read(name), "jobQueues": "one"}, shape).has_errors()


def test_every_index_of_an_array_is_a_shard(desk: pathlib.Path, command: Command, tmp_path: pathlib.Path) -> None:
    definition, array, merge = read("definition.json"), read("shards.json"), read("merge.json")
    folder = tmp_path / "path"
    folder.mkdir()
    (folder / "humnaam").symlink_to(command.program)
    parameters = {**definition["parameters"], **array["parameters"]}
    assert array["arrayProperties"]["size"] == int(parameters["shards"])

    def run(line: list[str], **more: str) -> None:
        filled = [parameters[part[5:]] if part.startswith("Ref::") else part for part in line]
        filled = [part.replace("/work", str(desk)).replace("100000", DRAWS) for part in filled]
        path = f"{folder}:{os.environ['PATH']}"
        subprocess.run(filled, env={**os.environ, "PATH": path, **more}, check=True)

    for place in range(array["arrayProperties"]["size"]):
        run(definition["containerProperties"]["command"], AWS_BATCH_JOB_ARRAY_INDEX=str(place))
    run(merge["containerOverrides"]["command"])
