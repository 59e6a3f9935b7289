namespace OmniChannel.Benchmarks;

/// <summary>What adapters cost: a send above the bare call, a webhook beside its verification by hand.</summary>
internal static class AdapterRounds
{
    public static async Task<int> RunAsync(int rounds) => WebhookRounds.Run(rounds) + await SendRounds.RunAsync(rounds);
}
