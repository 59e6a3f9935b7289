using BenchmarkDotNet.Attributes;

namespace OmniChannel.Benchmarks;

/// <summary>SendAsync to a SQLite file, one after the other, each to another customer, against a bare loop that reads and writes the same rows by the same statements.</summary>
public class SendBenchmarks
{
    private const int Sends = 300;

    private readonly string _folder = Directory.CreateTempSubdirectory("omnichannel-benchmarks-").FullName;
    private IReadOnlyList<StoredSend> _stored = [];
    private SendingShop? _shop;
    private BareLoop? _bare;
    private int _files;

    /// <summary>When a commit counts as done.</summary>
    [Params(SqliteSynchronous.Full, SqliteSynchronous.Normal)]
    public SqliteSynchronous Synchronous { get; set; }

    private string Saved => Path.Combine(_folder, "saved.db");

    /// <summary>Saves the customers, sends once to learn the rows, and proves that the bare loop writes the same.</summary>
    [GlobalSetup]
    public async Task Prepare()
    {
        await using (var shop = await SendingShop.OpenAsync(Saved, SqliteSynchronous.Normal))
        {
            for (var customer = 0; customer <= Sends; customer++)
            {
                await shop.SaveAsync(customer);
            }
        }

        var ours = Fresh();
        await using (var shop = await SendingShop.OpenAsync(ours, SqliteSynchronous.Normal))
        {
            for (var customer = 0; customer < Sends; customer++)
            {
                await shop.SendAsync(customer);
            }
        }

        _stored = StoredSend.ReadAll(ours);
        var bare = Fresh();
        using (var loop = new BareLoop(bare, SqliteSynchronous.Normal))
        {
            Write(loop);
        }

        if (_stored.Count != Sends || StoredSend.Figures(ours) != StoredSend.Figures(bare))
        {
            throw new InvalidOperationException($"The bare loop wrote something else. By SendAsync:\n{StoredSend.Figures(ours)}\nby the loop:\n{StoredSend.Figures(bare)}");
        }
    }

    /// <summary>A file with the customers, and nothing sent.</summary>
    [IterationSetup(Target = nameof(Bare))]
    public void OpenBare() => _bare = new BareLoop(Fresh(), Synchronous);

    /// <summary>A file with the customers, and nothing sent but what a host's start is: the first message, for which the policy is verified and compiled.</summary>
    [IterationSetup(Target = nameof(Send))]
    public void OpenShop()
    {
        _shop = SendingShop.OpenAsync(Fresh(), Synchronous).GetAwaiter().GetResult();
        _shop.SendAsync(Sends).AsTask().GetAwaiter().GetResult();
    }

    /// <summary>Closes the file.</summary>
    [IterationCleanup]
    public void Close()
    {
        _bare?.Dispose();
        _shop?.DisposeAsync().AsTask().GetAwaiter().GetResult();
        (_bare, _shop) = (null, null);
    }

    /// <summary>Removes the files.</summary>
    [GlobalCleanup]
    public void Remove() => Directory.Delete(_folder, recursive: true);

    /// <summary>The statements alone.</summary>
    [Benchmark(Baseline = true, OperationsPerInvoke = Sends, Description = "the statements of a SendAsync, bare, SQLite")]
    public void Bare() => Write(_bare!);

    /// <summary>The whole of it: decided, rendered for proof, reserved, stored, its reasons kept.</summary>
    [Benchmark(OperationsPerInvoke = Sends, Description = "SendAsync, SQLite")]
    public async Task Send()
    {
        for (var customer = 0; customer < Sends; customer++)
        {
            await _shop!.SendAsync(customer);
        }
    }

    private void Write(BareLoop loop)
    {
        foreach (var send in _stored)
        {
            loop.Send(send, SendingShop.Around);
        }
    }

    private string Fresh()
    {
        var path = Path.Combine(_folder, $"{++_files}.db");
        File.Copy(Saved, path);
        return path;
    }
}
