// Package clients uses a server with client-go, the way controllers and agents written in Go do.
//
// The server is the one that PODLEDGER_URL names; it should hold nothing else. Each test has a namespace of its own.
package clients

import (
	"context"
	"os"
	"testing"
	"time"

	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/util/wait"
	"k8s.io/client-go/kubernetes"
	"k8s.io/client-go/rest"
)

const (
	protobuf = runtime.ContentTypeProtobuf
	json     = runtime.ContentTypeJSON

	// How long anything may take that happens soon.
	soon = 20 * time.Second
)

// config returns how the server is reached, with bodies and answers in a media type.
func config(t *testing.T, mediaType string) *rest.Config {
	t.Helper()
	url := os.Getenv("PODLEDGER_URL")
	if url == "" {
		t.Fatal("PODLEDGER_URL names no server")
	}
	result := &rest.Config{Host: url, QPS: 1000, Burst: 1000}
	result.ContentType = mediaType
	if mediaType == protobuf {
		result.AcceptContentTypes = protobuf + "," + json
	}
	return result
}

// typed returns the client for the kinds that client-go has types of.
func typed(t *testing.T, mediaType string) *kubernetes.Clientset {
	t.Helper()
	client, err := kubernetes.NewForConfig(config(t, mediaType))
	must(t, err)
	return client
}

// inNamespace makes a namespace that lives as long as the test.
func inNamespace(t *testing.T) string {
	t.Helper()
	client := typed(t, json)
	created, err := client.CoreV1().Namespaces().Create(
		t.Context(),
		&corev1.Namespace{ObjectMeta: metav1.ObjectMeta{GenerateName: "client-go-"}},
		metav1.CreateOptions{},
	)
	must(t, err)
	t.Cleanup(func() {
		err := client.CoreV1().Namespaces().Delete(context.Background(), created.Name, metav1.DeleteOptions{})
		if err != nil {
			t.Errorf("delete namespace: %v", err)
		}
	})
	return created.Name
}

// newPod returns a pod of one container.
func newPod(name string) *corev1.Pod {
	return &corev1.Pod{
		ObjectMeta: metav1.ObjectMeta{Name: name, Labels: map[string]string{"app": name}},
		Spec:       corev1.PodSpec{Containers: []corev1.Container{{Name: "c", Image: "beego:v1"}}},
	}
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// eventually waits until a condition holds.
func eventually(t *testing.T, what string, condition func(context.Context) (bool, error)) {
	t.Helper()
	if err := wait.PollUntilContextTimeout(t.Context(), 20*time.Millisecond, soon, true, condition); err != nil {
		t.Fatalf("%s: %v", what, err)
	}
}
