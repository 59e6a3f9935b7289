namespace OmniChannel;

/// <summary>The message still makes sense: the host's own predicate, and the topics the customer dislikes (transactional messages apart).</summary>
internal static class RelevanceGate
{
    public static GateAnswer Judge(Snapshot snapshot) =>
        snapshot.Irrelevant is { } why ? GateAnswer.Never(Reason.Of("relevance.host", new ReasonArgument("why", why)))
        : snapshot.TopicLiking == Liking.Dislike && snapshot.Message.Purpose != Purpose.Transactional
            ? GateAnswer.Never(Reason.Of("relevance.topic", new ReasonArgument("topic", snapshot.Message.Topic?.Name ?? "")))
        : GateAnswer.Always;
}
