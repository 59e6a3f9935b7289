using System.Globalization;
using Microsoft.Data.Sqlite;
using OmniChannel.Storage;
using OmniChannel.Testing;

namespace OmniChannel.Tests.Sqlite.Orchestration;

/// <summary>What changes nothing commits nothing: SQLite itself says so, by the <c>data_version</c> that another connection sees.</summary>
public sealed class UntouchedFileTests : IAsyncLifetime
{
    private static readonly Message Message = new() { Campaign = new CampaignId("receipt"), Purpose = Purpose.Marketing, Data = new Dictionary<string, string> { ["order"] = "1001" } };

    private readonly TemporaryFolder folder = new();
    private readonly IOmniStore store;
    private readonly SqliteConnection onlooker;
    private OmniChannelRuntime runtime = null!;

    public UntouchedFileTests()
    {
        store = SqliteOmniStore.Create(new SqliteStoreOptions { Path = folder.File });
        onlooker = new SqliteConnection($"Data Source={folder.File};Pooling=False");
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        runtime = await Errand.StartAsync(store, new ManualClock(Errand.Noon), folder.File);
        await runtime.SaveAsync(
            new CustomerProfile
            {
                Id = Errand.Anna,
                TimeZone = "Europe/Berlin",
                ContactPoints = [ContactPoint.Email("anna@example.com")],
                Consents = [ConsentRecord.Grant(Purpose.Marketing, Channel.Email, Errand.Noon.AddDays(-1), "form")],
            },
            Token);
        await onlooker.OpenAsync(Token);
    }

    [Fact(Timeout = 600_000)]
    public async Task Decide_ForAKnownAndAnUnknownCustomer_CommitsNothing()
    {
        var before = DataVersion();

        Assert.NotNull((await runtime.DecideAsync(Message, Errand.Anna, Token)).Choice);
        Assert.Null((await runtime.DecideAsync(Message, new CustomerId("nobody-yet"), Token)).Choice);

        Assert.Equal(before, DataVersion());
    }

    [Fact(Timeout = 600_000)]
    public async Task Send_ThatIsRefused_CommitsNothing()
    {
        var before = DataVersion();

        foreach (var (message, kind) in new[]
        {
            (Message with { ExpiresAt = Errand.Noon }, RefusedKind.Expired),
            (Message with { Data = new Dictionary<string, string>() }, RefusedKind.VariantDoesNotRender),
        })
        {
            Assert.Equal(kind, Assert.IsType<SendResult.Refused>(await runtime.SendAsync(message, Errand.Anna, cancellationToken: Token)).Kind);
        }

        Assert.Equal(before, DataVersion());
    }

    [Fact(Timeout = 600_000)]
    public async Task Send_ThatIsQueued_IsSeenByTheOnlooker()
    {
        var before = DataVersion();

        Assert.IsType<SendResult.Queued>(await runtime.SendAsync(Message, Errand.Anna, cancellationToken: Token));

        Assert.NotEqual(before, DataVersion());
    }

    public async ValueTask DisposeAsync()
    {
        await onlooker.DisposeAsync();
        await runtime.DisposeAsync();
        await store.DisposeAsync();
        folder.Dispose();
    }

    private long DataVersion()
    {
        using var command = onlooker.CreateCommand();
        command.CommandText = "PRAGMA data_version";
        return Convert.ToInt64(command.ExecuteScalar(), CultureInfo.InvariantCulture);
    }
}
