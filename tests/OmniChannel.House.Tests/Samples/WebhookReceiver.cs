using System.Text;

namespace OmniChannel.Tests.Samples;

/// <summary>The receiver of docs/channels/webhook.md, and proof that it does what the page says.</summary>
public sealed class WebhookReceiverTests
{
    #region WebhookReceiver
    /// <summary>Maps to any web framework: body and headers in, status out.</summary>
    public sealed class WebhookReceiver(WebhookVerifier verifier, Func<string, bool> isNew, Action<byte[]> store)
    {
        public int Receive(byte[] body, Func<string, string?> header)
        {
            // The raw bytes, before anything parses them: one blank more and no signature fits.
            var webhook = verifier.Verify(body, header("webhook-id"), header("webhook-timestamp"), header("webhook-signature"));
            if (!webhook.IsValid)
            {
                return 401; // webhook.Verdict says why; the sender pauses until somebody has looked at the secrets
            }

            if (isNew(webhook.Id!))
            {
                store(body);
            }

            return 204; // also for one that was here before: the sender only wants to know that you have it
        }
    }
    #endregion

    [Fact]
    public void Receive_TwiceAndForged_StoresOnce()
    {
        var stored = new List<byte[]>();
        var seen = new HashSet<string>();
        var time = new Testing.ManualClock(DateTimeOffset.FromUnixTimeSeconds(1614265330));
        var receiver = new WebhookReceiver(new WebhookVerifier(["whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"], time), seen.Add, stored.Add);
        var body = Encoding.UTF8.GetBytes("{\"test\": 2432232314}");
        string? Header(string name) => name switch
        {
            "webhook-id" => "msg_p5jXN8AQM9LWM0D4loKWxJek",
            "webhook-timestamp" => "1614265330",
            _ => "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
        };

        Assert.Equal([204, 204, 401], [receiver.Receive(body, Header), receiver.Receive(body, Header), receiver.Receive([.. body, 32], Header)]);
        Assert.Equal([body], stored);
    }
}
