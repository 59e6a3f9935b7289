using System.Collections.Concurrent;
using System.Text;

namespace OmniChannel.Tests.Stores.Crowd;

/// <summary>Two providers over real sockets that count what they got: one honours keys, the other does not.</summary>
internal sealed class CrowdWitness : IAsyncDisposable
{
    private readonly ScriptedHttpServer _server;
    private readonly ConcurrentDictionary<string, int> _keys = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<int, int> _copies = new();
    private readonly ConcurrentDictionary<int, int> _repeated = new();
    private readonly SemaphoreSlim _arrived = new(0);

    public CrowdWitness() => _server = new ScriptedHttpServer(TakeAsync);

    public Uri Url => new(_server.Url, "/");

    /// <summary>How many requests came that said what was said before, under its key.</summary>
    public int Repeated => _repeated.Values.Sum();

    /// <summary>How many of them were of this number.</summary>
    public int RepeatedOf(int number) => _repeated.GetValueOrDefault(number);

    /// <summary>How many messages people got with this number.</summary>
    public int CopiesOf(int number) => _copies.GetValueOrDefault(number);

    public IEnumerable<int> Numbers => _copies.Keys;

    /// <summary>Until one more has come.</summary>
    public Task NextAsync(CancellationToken cancellationToken) => _arrived.WaitAsync(cancellationToken);

    public ValueTask DisposeAsync()
    {
        _arrived.Dispose();
        return _server.DisposeAsync();
    }

    /// <summary>What came in whole counts, whether or not the caller lives to hear the answer.</summary>
    private async Task TakeAsync(ScriptedHttpServer.Exchange exchange)
    {
        var request = await exchange.ReadRequestAsync();
        var number = CrowdMessage.InText(Encoding.UTF8.GetString(request.Body)).Number;
        var counted = request.Path == "/keyed" && !_keys.TryAdd(request.Headers["webhook-id"], 0) ? _repeated : _copies;
        counted.AddOrUpdate(number, 1, (_, before) => before + 1);
        _arrived.Release();
        await exchange.WriteAsync(ScriptedHttpServer.Answer(200));
    }
}
