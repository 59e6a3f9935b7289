using System.Text;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Npgsql;
using OmniChannel.Storage;
using OmniChannel.Tests.PostgreSql;

namespace OmniChannel.Tests.DependencyInjection;

public sealed class OmniChannelPostgreSqlTests
{
    [Fact(Timeout = 600_000)]
    public async Task AddPostgreSql_WithAConnectionString_KeepsEverythingThere()
    {
        await using var schema = new TemporarySchema();
        var services = new ServiceCollection();
        services.AddOmniChannel(Json("{}")).AddPostgreSql(schema.ConnectionString, options => options.SchemaName = schema.Name);
        await using var provider = services.BuildServiceProvider();
        var setup = provider.GetRequiredService<OmniChannelSetup>();

        Assert.Empty(setup.StartChecks.SelectMany(check => check()));
        await setup.Store!.InitializeAsync(TestContext.Current.CancellationToken);

        Assert.NotEmpty(await schema.RunAsync("SELECT version FROM omni_schema", TestContext.Current.CancellationToken));
    }

    [Fact(Timeout = 600_000)]
    public async Task AddPostgreSql_WithThePoolOfTheHost_UsesIt()
    {
        await using var schema = new TemporarySchema();
        var services = new ServiceCollection();
        services.AddSingleton(_ => NpgsqlDataSource.Create(schema.ConnectionString));
        services.AddOmniChannel(Json("{}")).AddPostgreSql(provided => provided.GetRequiredService<NpgsqlDataSource>(), options => options.SchemaName = schema.Name);
        await using var provider = services.BuildServiceProvider();
        var setup = provider.GetRequiredService<OmniChannelSetup>();

        Assert.Empty(setup.StartChecks.SelectMany(check => check()));
        await setup.Store!.InitializeAsync(TestContext.Current.CancellationToken);

        Assert.NotEmpty(await schema.RunAsync("SELECT version FROM omni_schema", TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task AddPostgreSql_FromJson_BindsEveryOption()
    {
        var services = new ServiceCollection();
        services.AddOmniChannel("brand-b", Json("""{ "B": { "Store": { "ConnectionString": "Host=db", "SchemaName": "omni", "Schema": "Verify", "BusyTimeout": "00:00:03" } } }""").GetSection("B")).AddPostgreSql();
        await using var provider = services.BuildServiceProvider();

        Assert.Equal(
            new PostgreSqlStoreOptions { ConnectionString = "Host=db", SchemaName = "omni", Schema = StoreSchema.Verify, BusyTimeout = TimeSpan.FromSeconds(3) },
            provider.GetRequiredService<IOptionsMonitor<PostgreSqlStoreOptions>>().Get("brand-b"));
        Assert.Empty(provider.GetRequiredKeyedService<OmniChannelSetup>("brand-b").StartChecks.SelectMany(check => check()));
    }

    [Theory]
    [InlineData("{}", "OmniChannel:Store: ")]
    [InlineData("""{ "OmniChannel": { "Store": { "ConnectionString": "Host=db", "SchemaName": "A-B" } } }""", "SchemaName")]
    [InlineData("""{ "OmniChannel": { "Store": { "ConnectionString": "Host=db", "Schema": "Guess" } } }""", "Schema")]
    [InlineData("""{ "OmniChannel": { "Store": { "ConnectionString": "Host=db", "BusyTimeout": "00:00:00" } } }""", "BusyTimeout")]
    [InlineData("""{ "OmniChannel": { "Store": { "ConnectionString": "Host=db", "Pth": "b" } } }""", "Pth")]
    public async Task AddPostgreSql_OfWrongOptions_IsReportedAtStart(string json, string expected)
    {
        var services = new ServiceCollection();
        services.AddOmniChannel(Json(json)).AddPostgreSql();
        await using var provider = services.BuildServiceProvider();

        var problem = Assert.Single(provider.GetRequiredService<OmniChannelSetup>().StartChecks.SelectMany(check => check()));

        Assert.Contains(expected, problem, StringComparison.Ordinal);
    }

    private static IConfigurationRoot Json(string json) => new ConfigurationBuilder().AddJsonStream(new MemoryStream(Encoding.UTF8.GetBytes(json))).Build();
}
