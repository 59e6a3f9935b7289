using System.Globalization;
using OmniChannel.Testing;
using OmniChannel.Tests.Orchestration.DryRuns;

namespace OmniChannel.Benchmarks;

/// <summary>A quarter of a shop in a dry run, once: how long it takes, and what of it is one decision.</summary>
internal static class DryRunRound
{
    public static async Task<int> RunAsync(int customers, int days)
    {
        await using var runtime = OmniChannelRuntime.Create(NinetyDays.Setup([new Silent(Channel.Email), new Silent(Channel.Sms), new Silent(Channel.Push)]));
        await using var dryRun = await runtime.BeginDryRunAsync(NinetyDays.From());
        for (var number = 0; number < customers; number++)
        {
            await dryRun.Runtime.SaveAsync(NinetyDays.Customer(number));
        }

        var began = TimeProvider.System.GetTimestamp();
        var asked = await NinetyDays.RunAsync(dryRun, customers, days, daysBetween: 14, CancellationToken.None);
        var took = TimeProvider.System.GetElapsedTime(began);
        var report = dryRun.Report();
        Console.WriteLine("| customers | days | messages asked for | decisions | seconds | microseconds a decision | megabytes at the end |");
        Console.WriteLine("| ---: | ---: | ---: | ---: | ---: | ---: | ---: |");
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {customers:N0} | {days} | {asked:N0} | {report.Decisions:N0} | {took.TotalSeconds:F1} | {took.TotalMicroseconds / report.Decisions:F0} | {GC.GetTotalMemory(true) / 1e6:N0} |"));
        return 0;
    }

    /// <summary>Would send, and is never asked to.</summary>
    private sealed class Silent(Channel channel) : Delivery.IChannelAdapter
    {
        public Channel Channel => channel;

        public string Account => "silent";

        public Delivery.AddressCheck CheckAddress(string address) => Delivery.AddressCheck.Valid(address);

        public ValueTask<Delivery.AttemptOutcome> SendAsync(Delivery.OutgoingMessage message, CancellationToken cancellationToken) => throw new InvalidOperationException("A dry run sends nothing.");
    }
}
