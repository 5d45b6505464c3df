package clients

import (
	"context"
	"fmt"
	"testing"

	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/labels"
	"k8s.io/client-go/informers"
	"k8s.io/client-go/tools/cache"
)

// TestInformer lets a shared informer follow pods, with the streamed lists (WatchList) that client-go asks for first.
func TestInformer(t *testing.T) {
	for _, mediaType := range []string{json, protobuf} {
		t.Run(mediaType, func(t *testing.T) {
			ctx := t.Context()
			namespace := inNamespace(t)
			client := typed(t, mediaType)
			pods := client.CoreV1().Pods(namespace)
			for i := range 30 {
				_, err := pods.Create(ctx, newPod(fmt.Sprintf("p%d", i)), metav1.CreateOptions{})
				must(t, err)
			}
			factory := informers.NewSharedInformerFactoryWithOptions(client, 0, informers.WithNamespace(namespace))
			informer := factory.Core().V1().Pods()
			synced := informer.Informer().HasSynced
			factory.Start(ctx.Done())
			if !cache.WaitForCacheSync(ctx.Done(), synced) {
				t.Fatal("the informer did not sync")
			}
			for i := range 10 {
				must(t, pods.Delete(ctx, fmt.Sprintf("p%d", i), metav1.DeleteOptions{}))
			}
			for i := 10; i < 30; i++ {
				pod := newPod(fmt.Sprintf("p%d", i))
				pod.Status.Phase = corev1.PodRunning
				_, err := pods.UpdateStatus(ctx, pod, metav1.UpdateOptions{})
				must(t, err)
			}
			eventually(t, "the informer equals a list", func(ctx context.Context) (bool, error) {
				want, err := pods.List(ctx, metav1.ListOptions{})
				if err != nil {
					return false, err
				}
				have, err := informer.Lister().Pods(namespace).List(labels.Everything())
				if err != nil || len(have) != len(want.Items) {
					return false, err
				}
				versions := map[string]string{}
				for _, pod := range have {
					versions[pod.Name] = pod.ResourceVersion
				}
				for _, pod := range want.Items {
					if versions[pod.Name] != pod.ResourceVersion {
						return false, nil
					}
				}
				return true, nil
			})
		})
	}
}
