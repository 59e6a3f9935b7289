namespace OmniChannel.Tests.Samples;

/// <summary>The code that docs/inbound.md shows.</summary>
public sealed class InboundSamples
{
    [Fact]
    public async Task Endpoint_OfThePage_AnswersWhatTheResultSays()
    {
        await using var runtime = OmniChannelRuntime.Create(new OmniChannelSetup());
        await runtime.StartAsync(TestContext.Current.CancellationToken);
        var endpoint = new Endpoint(runtime, _ => Task.CompletedTask);

        var (status, body, _) = await endpoint.CalledAsync("default", "POST", new Uri("https://shop.example/in"), new Dictionary<string, string>(), [], TestContext.Current.CancellationToken);

        Assert.Equal((404, null), (status, body));
    }

    private sealed class Endpoint(OmniChannelRuntime omni, Func<Conversation, Task> ring)
    {
        #region InboundEndpoint
        /// <summary>Maps to any web framework: what came in goes in, what is to be answered comes out.</summary>
        public async Task<(int Status, string? Body, string Type)> CalledAsync(string account, string method, Uri url, IReadOnlyDictionary<string, string> headers, byte[] body, CancellationToken cancellationToken)
        {
            var result = await omni.Inbound.ReceiveAsync(Channel.Sms, account, new WebhookRequest
            {
                Method = method,
                Url = url,          // as the provider called it: behind a proxy, the public one
                Headers = headers,
                Body = body,        // the raw bytes, before anything parsed them
            }, cancellationToken);

            foreach (var talk in result.Conversations)
            {
                await ring(talk);   // somebody wrote: wake a bot, or route it to a person
            }

            return (result.Status, result.Answer, result.AnswerType);
        }
        #endregion
    }
}
