"""Uses a server with the client that openapi-generator made of openapi.yaml, and prints what it saw as JSON.

    python openapi_generator_session.py URL    (the package openapi_client is on PYTHONPATH)
"""

import json
import sys

from openapi_client import ApiClient, Configuration, Container, ObjectMeta, Pod, PodSpec, PodStatus
from openapi_client.api.pods_api import PodsApi
from openapi_client.exceptions import ApiException


def run(url: str) -> dict:
    pods = PodsApi(ApiClient(Configuration(host=url)))
    pod = Pod(
        metadata=ObjectMeta(name="p", labels={"app": "p"}),
        spec=PodSpec(containers=[Container(name="c", image="beego:v1")]),
    )
    created = pods.create_pod("default", pod)
    version = created.metadata.resource_version

    created.status = PodStatus(phase="Running")
    replaced = pods.replace_pod_status("default", "p", created)
    try:
        pods.replace_pod_status("default", "p", created)
        conflict = "none"
    except ApiException as error:
        conflict = json.loads(error.body)["reason"]
    patch = {"metadata": {"labels": {"tier": "web"}}}
    patched = pods.patch_pod("default", "p", patch, _content_type="application/merge-patch+json")
    listed = pods.list_pods("default", label_selector="tier in (web)")
    pods.delete_pod("default", "p")

    stream = pods.list_pods_without_preload_content(
        "default", watch=True, resource_version=version, timeout_seconds=1
    )
    events = [json.loads(line) for line in stream.read().splitlines()]
    return {
        "created": created.metadata.name,
        "replaced": replaced.status.phase,
        "conflict": conflict,
        "patched": patched.metadata.labels,
        "listed": [item.metadata.name for item in listed.items],
        "watched": [f"{event['type']} {event['object']['status']['phase']}" for event in events],
    }


print(json.dumps(run(sys.argv[1])))
