namespace OmniChannel;

/// <summary>The customer allowed this purpose on this channel. No consent data means no send, whatever the purpose; a contract is a basis for all but marketing.</summary>
internal static class ConsentGate
{
    public static GateAnswer Judge(Snapshot snapshot, ChannelSnapshot channel)
    {
        var purpose = snapshot.Message.Purpose;
        var named = new ReasonArgument("channel", channel.Channel);
        var what = new ReasonArgument("purpose", purpose.Name);
        if (channel.Consent is not { } consent)
        {
            return GateAnswer.Never(Reason.Of("consent.missing", named, what));
        }

        if (!consent.Granted)
        {
            return GateAnswer.Never(Reason.Of("consent.denied", named, what, new ReasonArgument("at", consent.At), new ReasonArgument("source", consent.Source)));
        }

        if (consent.Basis == ConsentBasis.Contract && purpose == Purpose.Marketing)
        {
            return GateAnswer.Never(Reason.Of("consent.no-basis", named, what));
        }

        return consent.Until is { } until
            ? GateAnswer.During(until > snapshot.Now ? TimeRanges.Of(snapshot.Now, until) : default, () => Reason.Of("consent.ended", named, what, new ReasonArgument("at", until)))
            : GateAnswer.Always;
    }
}
