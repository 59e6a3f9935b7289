using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OmniChannel.Delivery;
using OmniChannel.Storage;
using OmniChannel.Tests.Orchestration;

namespace OmniChannel.Tests.DependencyInjection;

public sealed class UnknownSettingsTests
{
    public static TheoryData<string, Type> Sections => new()
    {
        { "", typeof(OmniChannelOptions) },
        { "Delivery", typeof(DeliverySettings) },
        { "Delivery:Accounts:*", typeof(AccountLimits) },
        { "Carts", typeof(CartSettings) },
        { "Retention", typeof(RetentionSettings) },
    };

    [Theory]
    [MemberData(nameof(Sections))]
    public void Known_HoldsEveryOption(string section, Type options) =>
        Assert.Equal(options.GetProperties().Select(property => property.Name).Order(StringComparer.Ordinal), UnknownSettings.Known[section].Order(StringComparer.Ordinal));

    [Fact]
    public void Known_HoldsEverySection() => Assert.Equal(Sections.Select(row => row.Data.Item1).Order(StringComparer.Ordinal), UnknownSettings.Known.Keys.Order(StringComparer.Ordinal));

    [Theory]
    [InlineData("Dispach", "None")]
    [InlineData("Retention:Timline", "30.00:00:00")]
    [InlineData("Delivery:QuickRetry", "1")]
    [InlineData("Delivery:Accounts:email/default:Rate", "5")]
    [InlineData("Carts:ReservdFor", "00:10:00")]
    [InlineData("Postgres:ConnectionString", "Host=db")]
    public async Task Start_WithASettingThatNoOptionHas_NamesIt(string key, string value)
    {
        var problems = await ProblemsAsync(_ => { }, ($"OmniChannel:{key}", value));

        Assert.Contains($"OmniChannel:{key[..(key.Contains("Postgres", StringComparison.Ordinal) ? 8 : key.Length)]}: nobody reads this setting", Assert.Single(problems), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_WithAStoreConfiguredAndNoneNamed_IsRefused()
    {
        (string, string?) store = ("OmniChannel:Store:Path", "shop.db");

        Assert.Contains("UseMemoryStore", Assert.Single(await ProblemsAsync(_ => { }, store)), StringComparison.Ordinal);
        Assert.Empty(await ProblemsAsync(instance => instance.UseMemoryStore(), store));
        Assert.Empty(await ProblemsAsync(instance => instance.ConfigureSetup((_, setup) => setup.Store = new MemoryStore()), store));
    }

    [Fact]
    public async Task Start_WithPartsThatWereNeverAdded_WarnsOfEach()
    {
        var logged = new LogLines();
        var services = new ServiceCollection().AddSingleton<ILoggerFactory>(logged);
        services.AddOmniChannel(Parts.Configuration(
                ("OmniChannel:Accounts:Fax:default:Number", "1"),
                ("OmniChannel:Accounts:Fax:spare:Number", "2"),
                ("OmniChannel:RabbitMq:Uri", "amqps://broker"),
                ("OmniChannel:Store:Path", "shop.db"),
                ("OmniChannel:PublicBaseUri", "https://shop.example/u")))
            .UseMemoryStore()
            .AddAccount(OmniChannelBuilderTests.Fax("default"));
        await using var provider = services.BuildServiceProvider();

        await provider.GetRequiredService<OmniChannelRuntime>().StartAsync(Shop.Stop);

        var idle = logged.All.Where(line => line.Contains("nobody reads this section", StringComparison.Ordinal)).ToList();
        Assert.Equal(3, idle.Count);
        Assert.All(["Accounts:Fax:spare:", "RabbitMq: ", "Store: "], section => Assert.Contains(idle, line => line.Contains(section, StringComparison.Ordinal)));
        Assert.DoesNotContain(logged.All, line => line.Contains("No store is named", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Start_WithoutAStore_WarnsThatNothingIsDurable()
    {
        var logged = new LogLines();
        await using var runtime = OmniChannelRuntime.Create(new OmniChannelSetup { Logging = logged });

        await runtime.StartAsync(Shop.Stop);

        Assert.Single(logged.All, line => line.Contains("No store is named", StringComparison.Ordinal));
    }

    private static async Task<IReadOnlyList<string>> ProblemsAsync(Action<OmniChannelBuilder> add, params (string Key, string? Value)[] settings)
    {
        var services = new ServiceCollection();
        add(services.AddOmniChannel(Parts.Configuration(settings)));
        await using var provider = services.BuildServiceProvider();
        return OmniChannelServicesTests.Problems(provider.GetRequiredService<OmniChannelSetup>());
    }
}
