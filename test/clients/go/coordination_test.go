package clients

import (
	"context"
	"testing"
	"time"

	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/client-go/kubernetes/scheme"
	typedcorev1 "k8s.io/client-go/kubernetes/typed/core/v1"
	"k8s.io/client-go/tools/leaderelection"
	"k8s.io/client-go/tools/leaderelection/resourcelock"
	"k8s.io/client-go/tools/record"
)

// TestLeaderElection hands a lease from one candidate to the next.
func TestLeaderElection(t *testing.T) {
	client := typed(t, protobuf)
	namespace := inNamespace(t)
	elected := make(chan string, 2)
	candidate := func(ctx context.Context, identity string) *leaderelection.LeaderElector {
		lock, err := resourcelock.New(
			resourcelock.LeasesResourceLock, namespace, "leader", client.CoreV1(), client.CoordinationV1(),
			resourcelock.ResourceLockConfig{Identity: identity},
		)
		must(t, err)
		elector, err := leaderelection.NewLeaderElector(leaderelection.LeaderElectionConfig{
			Lock:            lock,
			LeaseDuration:   15 * time.Second,
			RenewDeadline:   10 * time.Second,
			RetryPeriod:     100 * time.Millisecond,
			ReleaseOnCancel: true,
			Callbacks: leaderelection.LeaderCallbacks{
				OnStartedLeading: func(context.Context) { elected <- identity },
				OnStoppedLeading: func() {},
			},
		})
		must(t, err)
		go elector.Run(ctx)
		return elector
	}
	first, resign := context.WithCancel(t.Context())
	candidate(first, "a")
	if leader := <-elected; leader != "a" {
		t.Fatalf("%s was elected", leader)
	}
	candidate(t.Context(), "b")
	resign()
	if leader := <-elected; leader != "b" {
		t.Fatalf("%s was elected", leader)
	}
}

// TestEvents records what happens to a pod, and counts what happens again.
func TestEvents(t *testing.T) {
	ctx := t.Context()
	client := typed(t, protobuf)
	namespace := inNamespace(t)
	pod, err := client.CoreV1().Pods(namespace).Create(ctx, newPod("p"), metav1.CreateOptions{})
	must(t, err)
	broadcaster := record.NewBroadcaster(record.WithContext(ctx))
	defer broadcaster.Shutdown()
	broadcaster.StartRecordingToSink(&typedcorev1.EventSinkImpl{Interface: client.CoreV1().Events(namespace)})
	recorder := broadcaster.NewRecorder(scheme.Scheme, corev1.EventSource{Component: "client-go-test"})
	for range 3 {
		recorder.Event(pod, corev1.EventTypeWarning, "BackOff", "it did not start")
	}
	selector := "involvedObject.name=p,reason=BackOff"
	eventually(t, "one event that counts to three", func(ctx context.Context) (bool, error) {
		list, err := client.CoreV1().Events(namespace).List(ctx, metav1.ListOptions{FieldSelector: selector})
		if err != nil || len(list.Items) != 1 {
			return false, err
		}
		return list.Items[0].Count == 3 && list.Items[0].InvolvedObject.UID == pod.UID, nil
	})
	same, err := client.EventsV1().Events(namespace).List(ctx, metav1.ListOptions{FieldSelector: "regarding.name=p"})
	must(t, err)
	if len(same.Items) != 1 || same.Items[0].Note != "it did not start" {
		t.Errorf("events.k8s.io/v1 shows %+v", same.Items)
	}
}
