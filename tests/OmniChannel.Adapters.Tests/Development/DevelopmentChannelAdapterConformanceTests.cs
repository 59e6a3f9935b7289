using OmniChannel.Development;
using OmniChannel.Testing;

namespace OmniChannel.Tests.Development;

/// <summary>The whole contract of an adapter, on the development channel: as e-mail and as anything else.</summary>
public sealed class DevelopmentChannelAdapterConformanceTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("omnichannel-development-");

    public static MatrixTheoryData<string, string> Names => new(AdapterConformance.Names, ["email", "sms"]);

    [Theory(Timeout = 600_000)]
    [MemberData(nameof(Names))]
    public Task Contract(string name, string channel) => AdapterConformance.RunAsync(
        name,
        _ => ValueTask.FromResult(new AdapterUnderTest
        {
            Adapter = new DevelopmentChannelAdapter(new Channel(channel), new DevelopmentOptions { Folder = _folder.FullName }, TextWriter.Synchronized(TextWriter.Null)),
            ValidAddresses = channel == "email" ? ["alice@example.test"] : ["+15550001"],
            InvalidAddresses = channel == "email" ? ["alice@"] : ["a\nb"],
        }),
        TestContext.Current.CancellationToken);

    public void Dispose() => _folder.Delete(recursive: true);
}
