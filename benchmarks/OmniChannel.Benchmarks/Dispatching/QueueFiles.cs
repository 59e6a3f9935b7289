namespace OmniChannel.Benchmarks;

/// <summary>Two files with the same customers, which live through all rounds as a host's does: one to which a shop sends, one to which the bare loop writes the same rows.</summary>
internal sealed class QueueFiles : IAsyncDisposable
{
    private readonly DirectoryInfo _folder;
    private readonly SendingShop _shop;
    private readonly BareLoop _bare;
    private readonly StoredSend _first;
    private int _sent = 2;
    private int _written = 2;

    private QueueFiles(DirectoryInfo folder, SendingShop shop, BareLoop bare, StoredSend first) => (_folder, _shop, _bare, _first) = (folder, shop, bare, first);

    public static async Task<QueueFiles> OpenAsync(SqliteSynchronous synchronous, int customers)
    {
        var folder = Directory.CreateTempSubdirectory("omnichannel-queued-");
        var (ours, bare) = (Path.Combine(folder.FullName, "ours.db"), Path.Combine(folder.FullName, "bare.db"));
        await using (var saving = await SendingShop.OpenAsync(ours, SqliteSynchronous.Normal))
        {
            for (var customer = 0; customer <= customers; customer++)
            {
                await saving.SaveAsync(customer);
            }
        }

        File.Copy(ours, bare);
        var shop = await SendingShop.OpenAsync(ours, synchronous);
        await shop.SendAsync(0);
        var first = StoredSend.ReadAll(ours).Single();
        await shop.SendAsync(1);
        var loop = new BareLoop(bare, synchronous);
        loop.Send(first, SendingShop.Around);
        loop.Send(first.To(1), SendingShop.Around);
        return StoredSend.Figures(ours) == StoredSend.Figures(bare)
            ? new QueueFiles(folder, shop, loop, first)
            : throw new InvalidOperationException($"The bare loop wrote something else. By SendAsync:\n{StoredSend.Figures(ours)}\nby the loop:\n{StoredSend.Figures(bare)}");
    }

    /// <summary>Sends to so many customers who were not sent to yet.</summary>
    public async Task SendAsync(int count)
    {
        for (var last = _sent + count; _sent < last; _sent++)
        {
            await _shop.SendAsync(_sent);
        }
    }

    /// <summary>Writes what a send to so many customers writes.</summary>
    public Task WriteAsync(int count)
    {
        for (var last = _written + count; _written < last; _written++)
        {
            _bare.Send(_first.To(_written), SendingShop.Around);
        }

        return Task.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        _bare.Dispose();
        await _shop.DisposeAsync();
        _folder.Delete(recursive: true);
    }
}
