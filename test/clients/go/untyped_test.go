package clients

import (
	"slices"
	"testing"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/client-go/dynamic"
	"k8s.io/client-go/metadata"
	"k8s.io/client-go/restmapper"
)

var podsResource = schema.GroupVersionResource{Version: "v1", Resource: "pods"}

// TestDynamic applies an object without its type.
func TestDynamic(t *testing.T) {
	ctx := t.Context()
	namespace := inNamespace(t)
	client, err := dynamic.NewForConfig(config(t, json))
	must(t, err)
	pods := client.Resource(podsResource).Namespace(namespace)
	object := &unstructured.Unstructured{Object: map[string]any{
		"apiVersion": "v1",
		"kind":       "Pod",
		"metadata":   map[string]any{"name": "p"},
		"spec":       map[string]any{"containers": []any{map[string]any{"name": "c", "image": "beego:v1"}}},
	}}
	applied, err := pods.Apply(ctx, "p", object, metav1.ApplyOptions{FieldManager: "dynamic"})
	must(t, err)
	if managers := applied.GetManagedFields(); len(managers) != 1 || managers[0].Manager != "dynamic" {
		t.Errorf("managed by: %+v", managers)
	}
	again, err := pods.Apply(ctx, "p", object, metav1.ApplyOptions{FieldManager: "dynamic"})
	must(t, err)
	if again.GetResourceVersion() != applied.GetResourceVersion() {
		t.Error("the same configuration was written twice")
	}
}

// TestMetadata lists and watches without specs and statuses.
func TestMetadata(t *testing.T) {
	ctx := t.Context()
	namespace := inNamespace(t)
	client, err := metadata.NewForConfig(metadata.ConfigFor(config(t, json)))
	must(t, err)
	pods := client.Resource(podsResource).Namespace(namespace)
	watcher, err := pods.Watch(ctx, metav1.ListOptions{})
	must(t, err)
	defer watcher.Stop()
	created, err := typed(t, json).CoreV1().Pods(namespace).Create(ctx, newPod("p"), metav1.CreateOptions{})
	must(t, err)
	list, err := pods.List(ctx, metav1.ListOptions{})
	must(t, err)
	if len(list.Items) != 1 || list.Items[0].UID != created.UID {
		t.Errorf("listed: %+v", list)
	}
	event := <-watcher.ResultChan()
	if seen, ok := event.Object.(*metav1.PartialObjectMetadata); !ok || seen.UID != created.UID {
		t.Errorf("watched: %+v", event)
	}
}

// TestDiscovery finds kinds by the names that people type.
func TestDiscovery(t *testing.T) {
	client := typed(t, json).Discovery()
	groups, err := restmapper.GetAPIGroupResources(client)
	must(t, err)
	mapper := restmapper.NewShortcutExpander(restmapper.NewDiscoveryRESTMapper(groups), client, nil)
	for short, want := range map[string]string{"po": "pods", "ns": "namespaces", "cm": "configmaps", "no": "nodes"} {
		resource, err := mapper.ResourceFor(schema.GroupVersionResource{Resource: short})
		if err != nil || resource.Resource != want {
			t.Errorf("%s stands for %v: %v", short, resource, err)
		}
	}
	_, lists, err := client.ServerGroupsAndResources()
	must(t, err)
	subresources := []string{}
	for _, list := range lists {
		for _, resource := range list.APIResources {
			subresources = append(subresources, list.GroupVersion+"/"+resource.Name)
		}
	}
	for _, want := range []string{"v1/pods/status", "v1/pods/binding", "v1/pods/eviction", "coordination.k8s.io/v1/leases"} {
		if !slices.Contains(subresources, want) {
			t.Errorf("%s is not discovered", want)
		}
	}
	document, err := client.OpenAPISchema()
	must(t, err)
	if document.GetInfo().GetTitle() == "" || len(document.GetDefinitions().GetAdditionalProperties()) == 0 {
		t.Error("the OpenAPI v2 document is empty")
	}
	paths, err := client.OpenAPIV3().Paths()
	must(t, err)
	if _, ok := paths["api/v1"]; !ok {
		t.Errorf("OpenAPI v3 knows no api/v1 but %v", paths)
	}
}
