using Microsoft.Extensions.Logging.Abstractions;
using OmniChannel.Email;
using OmniChannel.Testing;

namespace OmniChannel.Tests.Email;

/// <summary>The whole contract of an adapter, on SMTP.</summary>
public sealed class SmtpChannelAdapterConformanceTests
{
    public static TheoryData<string> Names => [.. AdapterConformance.Names];

    [Theory(Timeout = 600_000)]
    [MemberData(nameof(Names))]
    public Task Contract(string name) => AdapterConformance.RunAsync(name, CreateAsync, TestContext.Current.CancellationToken);

    private static ValueTask<AdapterUnderTest> CreateAsync(CancellationToken cancellationToken)
    {
        var server = new AcceptingSmtpServer();
        return ValueTask.FromResult(new AdapterUnderTest
        {
            Adapter = new SmtpChannelAdapter("default", Mail.Account("127.0.0.1", server.Port), TimeProvider.System, NullLogger<SmtpChannelAdapter>.Instance),
            ValidAddresses = ["alice@example.test", "Alice.B+tag@EXAMPLE.test", "josé@bücher.example"],
            InvalidAddresses = ["alice", "alice@", "@example.test", "alice@example..test", "alice@example.test, bob@example.test"],
            Surroundings = server,
        });
    }
}
