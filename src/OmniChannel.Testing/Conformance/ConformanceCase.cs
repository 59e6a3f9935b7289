namespace OmniChannel.Testing;

/// <summary>One promise of a contract, as a check that any test framework can run: one case, one test result.</summary>
/// <typeparam name="TSubject">What is checked: a store, an adapter with sample addresses.</typeparam>
public sealed class ConformanceCase<TSubject>
{
    private readonly Func<TSubject, CancellationToken, Task> _check;

    internal ConformanceCase(string name, string promise, Func<TSubject, CancellationToken, Task> check)
    {
        Name = name;
        Promise = promise;
        _check = check;
    }

    /// <summary>What to call the test: unique within its suite and stable across versions.</summary>
    public string Name { get; }

    /// <summary>The sentence of the contract it holds to.</summary>
    public string Promise { get; }

    /// <summary>Runs the check on a subject of its own.</summary>
    /// <param name="create">Makes a fresh, empty subject; called once. If it is <see cref="IAsyncDisposable"/> it is disposed of.</param>
    /// <param name="cancellationToken">Ends a check that hangs; give it a deadline of half a minute or so.</param>
    /// <exception cref="ConformanceException">The promise is broken.</exception>
    public async Task RunAsync(Func<CancellationToken, ValueTask<TSubject>> create, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(create);
        var subject = await create(cancellationToken).ConfigureAwait(false);
        try
        {
            await _check(subject, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException hung) when (cancellationToken.IsCancellationRequested)
        {
            throw new ConformanceException($"{Name}: did not end before it was cancelled; something waits for ever. The contract: {Promise}", hung);
        }
        catch (Exception broken)
        {
            throw new ConformanceException($"{Name}: {broken.Message} The contract: {Promise}", broken);
        }
        finally
        {
            if (subject is IAsyncDisposable disposable)
            {
                await disposable.DisposeAsync().ConfigureAwait(false);
            }
        }
    }

    /// <summary>The name.</summary>
    public override string ToString() => Name;
}
