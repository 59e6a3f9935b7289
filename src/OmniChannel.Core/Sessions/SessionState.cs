namespace OmniChannel;

/// <summary>A session as it is stored, with the devices that may open it. Pure: every change makes a new one. Version 1.</summary>
internal sealed record SessionState
{
    public const int MaxViewed = 50;
    public const int MaxDevices = 20;
    public const int MaxData = 20;
    public const int MaxDataLength = 4_096;

    public required SessionId Id { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    public required DateTimeOffset SeenAt { get; init; }

    public DeviceKind Device { get; init; }

    public string? Page { get; init; }

    public string? Step { get; init; }

    public IReadOnlyList<StockItem>? Viewed { get; init; }

    public IReadOnlyDictionary<string, string>? Data { get; init; }

    public CodeId? Code { get; init; }

    public IReadOnlyList<SessionDevice>? Devices { get; init; }

    /// <summary>How it ended on all devices; null while it goes on.</summary>
    public SessionEnd? Ended { get; init; }

    public SessionDevice? DeviceOf(string tokenHash) => Devices?.FirstOrDefault(device => device.TokenHash == tokenHash);

    /// <summary>How it ended for a device; null while it goes on there.</summary>
    public SessionEnd? EndOn(SessionDevice device, DateTimeOffset now, TimeSpan lifetime) => Ended ?? device.Ended ?? (now >= SeenAt + lifetime ? SessionEnd.Expired : null);

    /// <summary>Another device may open it. Of too many the one that came first goes.</summary>
    /// <returns>The session, and the device that had to go, if any.</returns>
    public (SessionState Session, SessionDevice? Gone) With(SessionDevice device)
    {
        var devices = Devices ?? [];
        return devices.Count < MaxDevices
            ? (this with { Devices = [.. devices, device] }, null)
            : (this with { Devices = [.. devices.Skip(1), device] }, devices[0]);
    }

    public SessionState EndOn(string tokenHash, SessionEnd end) =>
        this with { Devices = [.. (Devices ?? []).Select(device => device.TokenHash == tokenHash ? device with { Ended = end } : device)] };

    public SessionState Move(SessionMove move, DateTimeOffset now) => this with
    {
        SeenAt = now > SeenAt ? now : SeenAt,
        Device = move.Device == DeviceKind.Unknown ? Device : move.Device,
        Page = move.Page ?? Page,
        Step = move.Step is null ? Step : move.Step.Length == 0 ? null : move.Step,
        Viewed = move.Viewed.Count == 0 ? Viewed : [.. (Viewed ?? []).Where(item => !move.Viewed.Contains(item)).Concat(move.Viewed.Distinct()).TakeLast(MaxViewed)],
        Data = move.Data.Count == 0 ? Data : Merged(Data, move.Data),
    };

    /// <summary>What is wrong with a move; null when nothing is.</summary>
    public string? WhyNot(SessionMove move)
    {
        var data = Merged(Data, move.Data);
        var length = data.Sum(pair => pair.Key.Length + pair.Value.Length);
        return move.Page?.Length > 2_048 ? $"The page has {move.Page.Length} characters; at most 2,048 are kept."
            : move.Step?.Length > 200 ? $"The step has {move.Step.Length} characters; at most 200 are kept."
            : data.Count > MaxData ? $"The session would keep {data.Count} values; at most {MaxData} are kept."
            : length > MaxDataLength ? $"The values would have {length} characters; at most {MaxDataLength} are kept."
            : null;
    }

    private static Dictionary<string, string> Merged(IReadOnlyDictionary<string, string>? before, IReadOnlyDictionary<string, string> change)
    {
        var merged = new Dictionary<string, string>(before ?? new Dictionary<string, string>(), StringComparer.Ordinal);
        foreach (var (name, value) in change)
        {
            if (value.Length == 0)
            {
                merged.Remove(name);
            }
            else
            {
                merged[name] = value;
            }
        }

        return merged;
    }
}

/// <summary>A device that may open a session: by whoever holds the token of this hash.</summary>
internal sealed record SessionDevice
{
    public required string TokenHash { get; init; }

    public required SessionScope Scope { get; init; }

    /// <summary>How it ended on this device alone; null while it goes on.</summary>
    public SessionEnd? Ended { get; init; }
}
