using System.Text.Json;
using OmniChannel.Wire;

namespace OmniChannel.Social;

/// <summary>Who we are there, and the tokens that say so: one for some minutes, one to renew it. Immutable.</summary>
internal sealed record BlueskySession
{
    /// <summary>The account's repository (a DID).</summary>
    public required string Did { get; init; }

    /// <summary>What is sent along. A secret.</summary>
    public required string Access { get; init; }

    /// <summary>What renews it, once. A secret.</summary>
    public required string Refresh { get; init; }

    /// <summary>The session in an answer; null where there is none.</summary>
    public static BlueskySession? Read(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var json = WireJson.Parse(body);
            return json.RootElement.Text("did") is { Length: > 0 } did && json.RootElement.Text("accessJwt") is { Length: > 0 } access && json.RootElement.Text("refreshJwt") is { Length: > 0 } refresh
                && did.StartsWith("did:", StringComparison.Ordinal) && !$"{did}{access}{refresh}".AsSpan().ContainsAnyExceptInRange('!', '~')
                ? new() { Did = did, Access = access, Refresh = refresh }
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>No secret.</summary>
    public override string ToString() => Did;
}
