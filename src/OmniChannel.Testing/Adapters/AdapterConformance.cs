namespace OmniChannel.Testing;

/// <summary>The contract of <see cref="Delivery.IChannelAdapter"/> as named cases. Whoever writes an adapter runs every one of them on it.</summary>
/// <remarks>
/// What only the provider can show (that a key is honoured, that bytes sent and not answered become Unknown) needs tests of the adapter's own, against that provider
/// or a server that behaves as badly.
/// </remarks>
public static partial class AdapterConformance
{
    /// <summary>All cases.</summary>
    public static IReadOnlyList<ConformanceCase<AdapterUnderTest>> Cases { get; } = [.. Addresses(), .. Sending()];

    /// <summary>The names of all cases.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Cases.Select(@case => @case.Name)];

    /// <summary>Runs one case by its name.</summary>
    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <param name="create">Makes a fresh adapter with its samples; the case disposes of it.</param>
    /// <param name="cancellationToken">Ends a case that hangs; give it a deadline.</param>
    /// <exception cref="ConformanceException">The adapter breaks the promise of the case.</exception>
    public static Task RunAsync(string name, Func<CancellationToken, ValueTask<AdapterUnderTest>> create, CancellationToken cancellationToken) =>
        (Cases.FirstOrDefault(@case => @case.Name == name) ?? throw new ArgumentException($"No case is named '{name}'; AdapterConformance.Names lists them.", nameof(name))).RunAsync(create, cancellationToken);

    private static ConformanceCase<AdapterUnderTest> Case(string name, string promise, Func<AdapterUnderTest, CancellationToken, Task> check) => new(name, promise, async (subject, cancellationToken) =>
    {
        if (subject.ValidAddresses.Count == 0 || subject.InvalidAddresses.Count == 0)
        {
            throw new ArgumentException("Give at least one valid and one invalid address.");
        }

        await check(subject, cancellationToken).ConfigureAwait(false);
    });
}
