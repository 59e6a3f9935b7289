using OmniChannel.Testing;

namespace OmniChannel.Tests;

/// <summary>Goes out over real sockets, unless the test that runs answers by itself: for thousands of spoilt answers.</summary>
internal sealed class DivertedCalls(HttpMessageHandler real) : DelegatingHandler(real)
{
    private static readonly AsyncLocal<Func<ProviderRequest, HttpResponseMessage>?> Answers = new();

    /// <summary>Answers calls of this test from here on; null for real ones again.</summary>
    public static Func<ProviderRequest, HttpResponseMessage>? By
    {
        set => Answers.Value = value;
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (Answers.Value is not { } answer)
        {
            return await base.SendAsync(request, cancellationToken);
        }

        var response = answer(new ProviderRequest
        {
            Method = request.Method.Method,
            Target = request.RequestUri!.PathAndQuery,
            Headers = [.. request.Headers.SelectMany(header => header.Value, (header, value) => KeyValuePair.Create(header.Key, value))],
            Body = request.Content is null ? [] : await request.Content.ReadAsByteArrayAsync(cancellationToken),
        });
        response.RequestMessage = request;
        return response;
    }
}
