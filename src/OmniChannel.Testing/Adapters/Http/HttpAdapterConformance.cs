using OmniChannel.Delivery;

namespace OmniChannel.Testing;

/// <summary>What every adapter that calls a provider over HTTP promises, as named cases against a double of the provider on loopback: outcomes, faults, cancellation, secrets, injection. Run them beside <see cref="AdapterConformance"/>.</summary>
public static partial class HttpAdapterConformance
{
    private static readonly Uri Nowhere = new("http://127.0.0.1:9/");

    /// <summary>All cases.</summary>
    public static IReadOnlyList<ConformanceCase<Func<Uri, HttpAdapterUnderTest>>> Cases { get; } = [.. Outcomes(), .. Waits(), .. Connections(), .. Faults(), .. Slow(), .. Capabilities(), .. Secrecy()];

    /// <summary>The names of all cases.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Cases.Select(@case => @case.Name)];

    /// <summary>Runs one case by its name.</summary>
    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <param name="create">Makes the adapter and its description for a base address; each case asks for one or more. An adapter that is disposable is disposed of.</param>
    /// <param name="cancellationToken">Ends a case that hangs; give it a deadline.</param>
    /// <exception cref="ConformanceException">The adapter breaks the promise of the case.</exception>
    public static Task RunAsync(string name, Func<Uri, HttpAdapterUnderTest> create, CancellationToken cancellationToken) =>
        (Cases.FirstOrDefault(@case => @case.Name == name) ?? throw new ArgumentException($"No case is named '{name}'; HttpAdapterConformance.Names lists them.", nameof(name)))
            .RunAsync(_ => ValueTask.FromResult(create), cancellationToken);

    /// <summary>The adapter against a provider that takes everything over: the subject of <see cref="AdapterConformance"/>.</summary>
    /// <param name="create">Makes the adapter and its description for a base address.</param>
    public static AdapterUnderTest Accepting(Func<Uri, HttpAdapterUnderTest> create)
    {
        ArgumentNullException.ThrowIfNull(create);
        HttpAdapterUnderTest? subject = null;
        var provider = new ProviderDouble(request => subject!.Preliminary(request) ?? subject.Good);
        subject = create(provider.Address);
        return new AdapterUnderTest { Adapter = subject.Adapter, ValidAddresses = subject.ValidAddresses, InvalidAddresses = subject.InvalidAddresses, Content = subject.Content, Surroundings = provider };
    }

    private static ConformanceCase<Func<Uri, HttpAdapterUnderTest>> Case(string name, string promise, Func<Func<Uri, HttpAdapterUnderTest>, CancellationToken, Task> check) => new(name, promise, check);

    /// <summary>One send under each reply, each against a double of its own.</summary>
    private static async Task<HttpExchange> ExchangeAsync(Func<Uri, HttpAdapterUnderTest> create, Func<HttpAdapterUnderTest, ProviderReply> reply, CancellationToken cancellationToken, Func<OutgoingMessage, OutgoingMessage>? change = null)
    {
        HttpAdapterUnderTest? subject = null;
        var provider = new ProviderDouble(request => subject!.Preliminary(request) ?? reply(subject));
        await using (provider.ConfigureAwait(false))
        {
            subject = create(provider.Address);
            using var _ = subject.Adapter as IDisposable;
            var message = MessageOf(subject);
            var outcome = await subject.Adapter.SendAsync(change?.Invoke(message) ?? message, cancellationToken).ConfigureAwait(false);
            return new HttpExchange(subject, Expect.NotNull(outcome, "The outcome"), [.. provider.Requests.Where(request => subject.Preliminary(request) is null)]);
        }
    }

    private static OutgoingMessage MessageOf(HttpAdapterUnderTest subject) => AdapterConformance.MessageTo(subject.Adapter, subject.ValidAddresses[0], subject.Content, "d-1");

    private static void Is(HttpExchange exchange, string what, AttemptResult result, params AttemptFault[] faults)
    {
        var said = $"{what} ({exchange.Outcome.Result} {exchange.Outcome.Fault} {exchange.Outcome.Code}: {exchange.Outcome.Detail})";
        Expect.Equal(result, exchange.Outcome.Result, $"The result of {said}");
        Expect.That(faults.Length == 0 || faults.Contains(exchange.Outcome.Fault), $"The fault of {said}: expected {string.Join(" or ", faults)}.");
    }

    /// <summary>What was sent, and what became of it.</summary>
    private sealed record HttpExchange(HttpAdapterUnderTest Subject, AttemptOutcome Outcome, IReadOnlyList<ProviderRequest> Requests);
}
