using System.Text;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using OmniChannel.Storage;

namespace OmniChannel.Tests.DependencyInjection;

public sealed class OmniChannelSqliteTests
{
    [Fact]
    public async Task AddSqlite_WithAPath_KeepsEverythingInThatFile()
    {
        using var folder = new TemporaryFolder();
        var services = new ServiceCollection();
        services.AddOmniChannel(Json("{}")).AddSqlite(folder.File).AddSqlite(folder.File);
        await using (var provider = services.BuildServiceProvider())
        {
            var setup = provider.GetRequiredService<OmniChannelSetup>();
            Assert.Empty(setup.StartChecks.SelectMany(check => check()));
            Assert.False(File.Exists(folder.File));
            await setup.Store!.InitializeAsync(TestContext.Current.CancellationToken);
        }

        Assert.True(File.Exists(folder.File));
    }

    [Fact]
    public async Task AddSqlite_FromJson_BindsEveryOption()
    {
        var services = new ServiceCollection();
        services.AddOmniChannel("brand-b", Json("""{ "B": { "Store": { "Path": "b.db", "Synchronous": "Normal", "Schema": "Verify", "BusyTimeout": "00:00:03" } } }""").GetSection("B")).AddSqlite();
        await using var provider = services.BuildServiceProvider();

        Assert.Equal(
            new SqliteStoreOptions { Path = "b.db", Synchronous = SqliteSynchronous.Normal, Schema = StoreSchema.Verify, BusyTimeout = TimeSpan.FromSeconds(3) },
            provider.GetRequiredService<IOptionsMonitor<SqliteStoreOptions>>().Get("brand-b"));
        Assert.Empty(provider.GetRequiredKeyedService<OmniChannelSetup>("brand-b").StartChecks.SelectMany(check => check()));
    }

    [Theory]
    [InlineData("{}", "OmniChannel:Store: ")]
    [InlineData("""{ "OmniChannel": { "Store": { "Path": ":memory:" } } }""", "MemoryStore")]
    [InlineData("""{ "OmniChannel": { "Store": { "Path": "a.db", "Schema": "Guess" } } }""", "Schema")]
    [InlineData("""{ "OmniChannel": { "Store": { "Path": "a.db", "Pth": "b.db" } } }""", "Pth")]
    public async Task AddSqlite_OfWrongOptions_IsReportedAtStart(string json, string expected)
    {
        var services = new ServiceCollection();
        services.AddOmniChannel(Json(json)).AddSqlite();
        await using var provider = services.BuildServiceProvider();

        var problem = Assert.Single(provider.GetRequiredService<OmniChannelSetup>().StartChecks.SelectMany(check => check()));

        Assert.Contains(expected, problem, StringComparison.Ordinal);
    }

    private static IConfigurationRoot Json(string json) => new ConfigurationBuilder().AddJsonStream(new MemoryStream(Encoding.UTF8.GetBytes(json))).Build();
}
