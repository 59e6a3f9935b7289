using OmniChannel.Tests.Policies.Compiled;

namespace OmniChannel.Tests.Policies;

/// <summary>A customer of NBC-1 as facts of one channel.</summary>
internal readonly struct NbcFacts(NbcCustomer? customer, NbcContext context, int channel) : IFactSource
{
    private static readonly NbcCustomer Nobody = NbcCustomer.Draw(0, 1)[0];
    private static readonly string[] Messages = ["marketing", "transactional", "service"];

    private readonly NbcCustomer of = customer ?? Nobody;

    public FactValue Read(Fact fact) => fact.Name switch
    {
        "channel.name" => FactValue.Of(NbcPolicyFile.Names[channel]),
        "custom.consent" => Bit(of.Consent),
        "custom.reach" => Bit(of.Reach),
        "custom.healthy" => Bit(context.Health),
        "custom.sent" => FactValue.Of((long)of.Sent[channel]),
        "custom.eng" => FactValue.Of((long)of.Eng[channel]),
        "custom.optOut" => FactValue.Of(of.OptOut),
        "custom.minor" => FactValue.Of(of.Minor),
        "custom.appInst" => FactValue.Of(of.AppInst),
        "custom.appAct" => FactValue.Of(of.AppAct),
        "custom.webAct" => FactValue.Of(of.WebAct),
        "custom.msg" => FactValue.Of(Messages[of.Msg]),
        "custom.now" => FactValue.Of((long)context.Now),
        "custom.agents" => FactValue.Of((long)context.Agents),
        "custom.tz" => FactValue.Of((long)of.Tz),
        "custom.qs" => FactValue.Of((long)of.Qs),
        "custom.qe" => FactValue.Of((long)of.Qe),
        "custom.hoursTouch" => FactValue.Of((long)of.HoursTouch),
        "custom.sent24" => FactValue.Of((long)of.Sent24),
        "custom.sent7" => FactValue.Of((long)of.Sent7),
        "custom.bounces" => FactValue.Of((long)of.Bounces),
        "custom.smsFails" => FactValue.Of((long)of.SmsFails),
        "custom.pushAge" => FactValue.Of((long)of.PushAge),
        "custom.waIn" => FactValue.Of((long)of.WaIn),
        "custom.budget" => FactValue.Of((long)of.Budget),
        "custom.persona" => FactValue.Of((long)of.Persona),
        "custom.stage" => FactValue.Of((long)of.Stage),
        "custom.device" => FactValue.Of((long)of.Device),
        "custom.urgency" => FactValue.Of((long)of.Urgency),
        "custom.segment" => FactValue.Of((long)of.Segment),
        "custom.ltv" => FactValue.Of((long)of.Ltv),
        "custom.country" => FactValue.Of((long)of.Country),
        "custom.complaints" => FactValue.Of((long)of.Complaints),
        "custom.cart" => FactValue.Of((long)of.Cart),
        _ => throw new ArgumentException($"NBC-1 has no fact {fact}.", nameof(fact)),
    };

    private FactValue Bit(int mask) => FactValue.Of((mask >> channel & 1) == 1);
}
