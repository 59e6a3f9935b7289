using System.Text;
using FsCheck;
using FsCheck.Fluent;
using OmniChannel.Storage;

namespace OmniChannel.Tests.Orchestration;

public sealed class ImportTests
{
    private static readonly TouchpointType[] Types = [TouchpointType.SiteVisited, TouchpointType.SiteLeft, TouchpointType.CartLeft, TouchpointType.Purchased, TouchpointType.AppOpened, new("survey.answered")];

    /// <summary>One by one, in a batch, twice, shuffled, cut into pieces: the same state and the same figures.</summary>
    [Fact]
    public async Task Record_InAnyOrderAndRepetition_GivesTheSameState()
    {
        var sets = Touchpoints().ListOf().Where(list => list.Count > 0);
        foreach (var (touchpoints, seed) in sets.Sample(20, 40).Select((list, i) => (list.DistinctBy(one => (one.Customer, one.Id)).ToList(), i + 1)))
        {
            var expected = await StatesAsync(touchpoints, async (shop, all) =>
            {
                foreach (var one in all)
                {
                    await shop.Runtime.RecordAsync(one, cancellationToken: Shop.Stop);
                }
            });
            var shuffled = touchpoints.Concat(touchpoints.Take(seed)).Select((one, at) => (one, key: (at + 1L) * seed * 2654435761 % 1000003)).OrderBy(pair => pair.key).Select(pair => pair.one).ToList();

            var actual = await StatesAsync(shuffled, async (shop, all) =>
            {
                foreach (var piece in all.Chunk(1 + (seed % 7)))
                {
                    await shop.Runtime.Touchpoints.RecordAsync(piece, cancellationToken: Shop.Stop);
                }
            });

            Assert.Equal(expected, actual);
        }
    }

    [Fact]
    public async Task Record_ABatchOfEvents_AnswersForEach()
    {
        await using var shop = await Shop.OpenAsync();
        await shop.Runtime.PersonalData.EraseAsync(new("gone"), Shop.Stop);
        var batch = CloudEventJson.ReadBatch(Encoding.UTF8.GetBytes($"[{Event(1)},{Event(1)},{{}},{Event(2, "gone")},{Event(3, "")},{Event(4).Replace("2026", "2036", StringComparison.Ordinal)},{Event(5, "ben")}]"));

        var outcomes = await shop.Runtime.Touchpoints.RecordAsync(batch, cancellationToken: Shop.Stop);

        Assert.Equal([RecordResult.Recorded, RecordResult.Duplicate, null, RecordResult.Erased, null, null, RecordResult.Recorded], outcomes.Select(outcome => outcome.Result));
        Assert.Equal([2, 4, 5], outcomes.SelectMany(outcome => outcome.Problems).Select(problem => problem.Index).Distinct());
        Assert.Equal("1", Assert.Single(await shop.TimelineAsync()).Id);
    }

    [Fact]
    public async Task Record_MoreCustomersThanAUnitNames_RecordsThemAll()
    {
        await using var shop = await Shop.OpenAsync();
        var touchpoints = Enumerable.Range(0, 1_000).Select(i => new Touchpoint { Source = "/s", Id = $"{i}", Type = TouchpointType.SiteVisited, Customer = new($"c-{i % 501}"), At = Shop.Noon, Channel = Channel.SearchAds, Identifiers = i == 7 ? [Identifier.Browser("b")] : null }).ToList();

        Assert.All(await shop.Runtime.Touchpoints.RecordAsync(touchpoints, cancellationToken: Shop.Stop), result => Assert.Equal(RecordResult.Recorded, result));

        Assert.Equal(501, EvidenceBook.Read(await shop.Store.ReadStateAsync(TenantId.Default, EvidenceBook.Address.Partition, EvidenceBook.Address.Key, Shop.Stop)).Leads[Channel.SearchAds].Came);
        Assert.Equal(new CustomerId("c-7"), await shop.Runtime.Identities.FindAsync(Identifier.Browser("b"), Shop.Stop));
    }

    [Fact]
    public async Task Import_AFileWithBadLines_RecordsTheOthersAndSaysWhich()
    {
        await using var shop = await Shop.OpenAsync();
        var text = $"{Event(1)}\r\n\n{{\"specversion\":\n{Event(2)}\n{new string('x', 500_000)}\n{Event(3, "")}\n{Event(1)}\n{Event(4)}";

        var report = await ImportAsync(shop, text);

        Assert.Equal((8, 3, 1, 3, (long)Encoding.UTF8.GetByteCount(text)), (report.Done.Lines, report.Done.Recorded, report.Done.Duplicates, report.Done.Failed, report.Done.Bytes));
        Assert.Equal([3, 5, 6], report.Problems.Select(problem => problem.Line).Distinct());
        Assert.Contains(report.Problems, problem => problem is { Line: 5, Code: CloudEventProblemCode.TooLarge });
    }

    [Fact]
    public async Task Import_InterruptedAndRepeated_RecordsEachOnce()
    {
        await using var shop = await Shop.OpenAsync();
        var text = string.Join('\n', Enumerable.Range(0, 1_000).Select(i => Event(i, $"c-{i % 37}")));
        using var stop = new CancellationTokenSource();
        var seen = new List<ImportProgress>();
        var told = new Told(progress =>
        {
            seen.Add(progress);
            if (seen.Count == 3)
            {
                stop.Cancel();
            }
        });

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => shop.Runtime.Touchpoints.ImportAsync(Stream(text), new ImportOptions { Window = 100 }, told, stop.Token).AsTask());
        var rest = await shop.Runtime.Touchpoints.ImportAsync(Stream(text), new ImportOptions { Window = 100, SkipLines = seen[^1].Lines }, null, Shop.Stop);
        var again = await ImportAsync(shop, text);

        Assert.Equal([100, 200, 300], seen.Select(progress => progress.Lines));
        Assert.Equal((1_000, 700, 0), (rest.Done.Lines, rest.Done.Recorded, rest.Done.Duplicates));
        Assert.Equal((0, 1_000), (again.Done.Recorded, again.Done.Duplicates));
    }

    [Fact]
    public async Task Import_LinesCutAnywhereByTheStream_AreTheSame()
    {
        await using var shop = await Shop.OpenAsync();
        var text = string.Join("\r\n", Enumerable.Range(0, 300).Select(i => Event(i, new string('c', 1 + (i % 150)))));

        var report = await shop.Runtime.Touchpoints.ImportAsync(new Drops(Encoding.UTF8.GetBytes(text)), null, null, Shop.Stop);

        Assert.Equal((300, 300), (report.Done.Lines, report.Done.Recorded));
    }

    private static string Event(int id, string customer = "anna") =>
        $$"""{"specversion":"1.0","id":"{{id}}","source":"/import","type":"omnichannel.touchpoint.site.visited"{{(customer.Length > 0 ? $",\"subject\":\"{customer}\"" : "")}},"time":"2026-06-15T09:00:00Z","channel":"website"}""";

    private static MemoryStream Stream(string text) => new(Encoding.UTF8.GetBytes(text));

    private static async Task<ImportReport> ImportAsync(Shop shop, string text) => await shop.Runtime.Touchpoints.ImportAsync(Stream(text), null, null, Shop.Stop);

    private static async Task<string> StatesAsync(IReadOnlyList<Touchpoint> touchpoints, Func<Shop, IReadOnlyList<Touchpoint>, Task> record)
    {
        await using var shop = await Shop.OpenAsync();
        await record(shop, touchpoints);
        var text = new StringBuilder();
        var partitions = touchpoints.Select(one => one.Customer).Distinct().OrderBy(one => one.Value, StringComparer.Ordinal).Select(CustomerUnit.AddressOf).Append(EvidenceBook.Address);
        foreach (var address in partitions)
        {
            var body = (await shop.Store.ReadStateAsync(TenantId.Default, address.Partition, address.Key, Shop.Stop))?.Body ?? default;
            text.Append(address.Partition).Append(' ').AppendLine(Sorted(Encoding.UTF8.GetString(body.Span)));
        }

        return text.ToString();
    }

    /// <summary>The channels stand in the order in which they came; the order says nothing.</summary>
    private static string Sorted(string json) => string.Concat(json.Order());

    private static Gen<Touchpoint> Touchpoints() =>
        from customer in Gen.Elements("a", "b", "c")
        from id in Gen.Choose(0, 60)
        from type in Gen.Elements(Types)
        from minute in Gen.Choose(-20_000, 0)
        from channel in Gen.Elements<Channel?>(null, Channel.Website, Channel.Push)
        from device in Gen.Elements(Enum.GetValues<DeviceKind>())
        from amount in Gen.Elements<Money?>(null, Money.Of(5, "EUR"), Money.Of(7, "EUR"))
        select new Touchpoint { Source = "/s", Id = $"{id}", Type = type, Customer = new(customer), At = Shop.Noon.AddMinutes(minute), Channel = channel, Device = device, Amount = amount };

    private sealed class Told(Action<ImportProgress> tell) : IProgress<ImportProgress>
    {
        public void Report(ImportProgress value) => tell(value);
    }

    /// <summary>Gives a few octets at a time.</summary>
    private sealed class Drops(byte[] octets) : MemoryStream(octets)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => base.ReadAsync(buffer[..Math.Min(buffer.Length, 7 + (int)(Position % 90))], cancellationToken);
    }
}
