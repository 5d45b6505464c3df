"""Uses a server with the client that Kubernetes publishes for Python, and prints what it saw as JSON.

    python session.py URL
"""

import json
import sys
import threading

from kubernetes import client, watch
from kubernetes.client.exceptions import ApiException


def run(url: str) -> dict:
    configuration = client.Configuration(host=url)
    core = client.CoreV1Api(client.ApiClient(configuration))
    namespace = "default"
    pod = client.V1Pod(
        metadata=client.V1ObjectMeta(name="p", labels={"app": "p"}),
        spec=client.V1PodSpec(containers=[client.V1Container(name="c", image="beego:v1")]),
    )
    created = core.create_namespaced_pod(namespace, pod, field_validation="Strict")

    events: list[str] = []
    complete = threading.Event()

    def follow() -> None:
        stream = watch.Watch().stream(
            core.list_namespaced_pod,
            namespace,
            label_selector="app=p",
            resource_version=created.metadata.resource_version,
            timeout_seconds=60,
        )
        for event in stream:
            events.append(f"{event['type']} {event['object'].status.phase}")
            if event["type"] == "DELETED":
                break
        complete.set()

    threading.Thread(target=follow, daemon=True).start()

    created.status.phase = "Running"
    replaced = core.replace_namespaced_pod_status("p", namespace, created)
    try:
        core.replace_namespaced_pod_status("p", namespace, created)
        conflict = "none"
    except ApiException as error:
        conflict = json.loads(error.body)["reason"]
    patched = core.patch_namespaced_pod("p", namespace, {"metadata": {"labels": {"tier": "web"}}})
    listed = core.list_pod_for_all_namespaces(label_selector="tier in (web)")
    core.delete_namespaced_pod("p", namespace)
    complete.wait(30)
    return {
        "created": created.metadata.name,
        "replaced": replaced.status.phase,
        "conflict": conflict,
        "patched": patched.metadata.labels,
        "listed": [item.metadata.name for item in listed.items],
        "watched": events,
    }


print(json.dumps(run(sys.argv[1])))
