package clients

import (
	"testing"

	corev1 "k8s.io/api/core/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/types"
	"k8s.io/apimachinery/pkg/watch"
	applycorev1 "k8s.io/client-go/applyconfigurations/core/v1"
)

// TestPods follows a pod from its creation to its end, in each media type.
func TestPods(t *testing.T) {
	for _, mediaType := range []string{json, protobuf} {
		t.Run(mediaType, func(t *testing.T) {
			ctx := t.Context()
			pods := typed(t, mediaType).CoreV1().Pods(inNamespace(t))

			created, err := pods.Create(ctx, newPod("p"), metav1.CreateOptions{FieldValidation: metav1.FieldValidationStrict})
			must(t, err)
			if created.Spec.DNSPolicy != corev1.DNSClusterFirst || created.Status.Phase != corev1.PodPending {
				t.Errorf("created without defaults: %+v", created)
			}
			watcher, err := pods.Watch(ctx, metav1.ListOptions{ResourceVersion: created.ResourceVersion})
			must(t, err)
			defer watcher.Stop()

			reported := created.DeepCopy()
			reported.Status.Phase = corev1.PodRunning
			reported.Status.Conditions = []corev1.PodCondition{{Type: corev1.PodReady, Status: corev1.ConditionTrue}}
			updated, err := pods.UpdateStatus(ctx, reported, metav1.UpdateOptions{})
			must(t, err)
			if updated.Status.Phase != corev1.PodRunning || updated.Generation != created.Generation {
				t.Errorf("status not replaced: %+v", updated)
			}
			if _, err := pods.UpdateStatus(ctx, reported, metav1.UpdateOptions{}); !apierrors.IsConflict(err) {
				t.Errorf("a stale status: %v", err)
			}

			patch := []byte(`{"metadata":{"labels":{"tier":"web"}}}`)
			patched, err := pods.Patch(ctx, "p", types.StrategicMergePatchType, patch, metav1.PatchOptions{})
			must(t, err)
			if patched.Labels["tier"] != "web" || patched.Labels["app"] != "p" {
				t.Errorf("patched labels: %v", patched.Labels)
			}
			applied, err := pods.ApplyStatus(
				ctx,
				applycorev1.Pod("p", created.Namespace).WithStatus(applycorev1.PodStatus().WithConditions(
					applycorev1.PodCondition().WithType("example.com/Checked").WithStatus(corev1.ConditionTrue),
				)),
				metav1.ApplyOptions{FieldManager: "checker"},
			)
			must(t, err)
			if len(applied.Status.Conditions) != 2 {
				t.Errorf("conditions after an apply: %+v", applied.Status.Conditions)
			}

			list, err := pods.List(ctx, metav1.ListOptions{LabelSelector: "tier=web", FieldSelector: "status.phase=Running"})
			must(t, err)
			if len(list.Items) != 1 || list.Items[0].UID != created.UID {
				t.Errorf("listed: %+v", list.Items)
			}
			must(t, pods.Delete(ctx, "p", metav1.DeleteOptions{Preconditions: metav1.NewUIDPreconditions(string(created.UID))}))
			if _, err := pods.Get(ctx, "p", metav1.GetOptions{}); !apierrors.IsNotFound(err) {
				t.Errorf("a deleted pod: %v", err)
			}

			// Two reports and a patch; then the deletion, which marks the pod before it takes it away.
			wanted := []watch.EventType{watch.Modified, watch.Modified, watch.Modified, watch.Modified, watch.Deleted}
			for _, want := range wanted {
				if event := <-watcher.ResultChan(); event.Type != want {
					t.Fatalf("watched %v, not %v: %+v", event.Type, want, event.Object)
				}
			}
		})
	}
}

// TestInvalid meets the errors that apierrors tells apart.
func TestInvalid(t *testing.T) {
	ctx := t.Context()
	pods := typed(t, protobuf).CoreV1().Pods(inNamespace(t))
	bad := newPod("p")
	bad.Spec.RestartPolicy = "Sometimes"
	if _, err := pods.Create(ctx, bad, metav1.CreateOptions{}); !apierrors.IsInvalid(err) {
		t.Errorf("an invalid pod: %v", err)
	}
	_, err := pods.Create(ctx, newPod("p"), metav1.CreateOptions{})
	must(t, err)
	if _, err := pods.Create(ctx, newPod("p"), metav1.CreateOptions{}); !apierrors.IsAlreadyExists(err) {
		t.Errorf("a pod that exists: %v", err)
	}
	err = pods.DeleteCollection(ctx, metav1.DeleteOptions{}, metav1.ListOptions{LabelSelector: "app=p"})
	must(t, err)
	if list, err := pods.List(ctx, metav1.ListOptions{}); err != nil || len(list.Items) != 0 {
		t.Errorf("after the deletion of all: %v %v", list, err)
	}
}
