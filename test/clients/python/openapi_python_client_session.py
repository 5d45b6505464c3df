"""Uses a server with the client that openapi-python-client made of openapi.yaml, and prints what it saw as JSON.

    python openapi_python_client_session.py URL    (the package podledger_client is beside it or on PYTHONPATH)
"""

import json
import sys

from podledger_client import Client
from podledger_client.api.pods import create_pod, delete_pod, list_pods, patch_pod, replace_pod_status
from podledger_client.models import Container, MergePatch, ObjectMeta, Pod, PodSpec, PodStatus


def run(url: str) -> dict:
    client = Client(base_url=url, raise_on_unexpected_status=True)
    pod = Pod(
        metadata=ObjectMeta.from_dict({"name": "p", "labels": {"app": "p"}}),
        spec=PodSpec(containers=[Container(name="c", image="beego:v1")]),
    )
    created = create_pod.sync("default", client=client, body=pod)
    version = created.metadata.resource_version

    created.status = PodStatus.from_dict({"phase": "Running"})
    replaced = replace_pod_status.sync("default", "p", client=client, body=created)
    conflict = replace_pod_status.sync("default", "p", client=client, body=created)
    patch = MergePatch.from_dict({"metadata": {"labels": {"tier": "web"}}})
    patched = patch_pod.sync("default", "p", client=client, body=patch)
    listed = list_pods.sync("default", client=client, label_selector="tier in (web)")
    delete_pod.sync("default", "p", client=client)

    request = list_pods._get_kwargs("default", watch=True, resource_version=version, timeout_seconds=1)
    with client.get_httpx_client().stream(**request) as stream:
        events = [json.loads(line) for line in stream.iter_lines()]
    return {
        "created": created.metadata.name,
        "replaced": replaced.status.phase,
        "conflict": conflict.reason,
        "patched": patched.metadata.labels.to_dict(),
        "listed": [item.metadata.name for item in listed.items],
        "watched": [f"{event['type']} {event['object']['status']['phase']}" for event in events],
    }


print(json.dumps(run(sys.argv[1])))
