namespace OmniChannel;

/// <summary>The parts that were made for one instance. The container disposes of them after the runtime that uses them, the youngest first.</summary>
internal sealed class OwnedParts : IAsyncDisposable
{
    private readonly Stack<object> _parts = [];

    /// <summary>What is wrong with parts that could not be made, reported at start.</summary>
    public List<string> Problems { get; } = [];

    public T Own<T>(T part)
        where T : class
    {
        _parts.Push(part);
        return part;
    }

    public async ValueTask DisposeAsync()
    {
        while (_parts.TryPop(out var part))
        {
            if (part is IAsyncDisposable later)
            {
                await later.DisposeAsync().ConfigureAwait(false);
            }
            else
            {
                (part as IDisposable)?.Dispose();
            }
        }
    }
}
