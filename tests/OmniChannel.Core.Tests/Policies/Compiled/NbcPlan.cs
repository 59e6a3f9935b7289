namespace OmniChannel.Tests.Policies.Compiled;

/// <summary>NBC-1 stated as a plan.</summary>
internal sealed class NbcPlan
{
    private readonly PlanField _consent, _reach, _optOut, _minor, _tz, _qs, _qe, _hoursTouch, _sent24, _sent7, _sent, _eng, _bounces, _smsFails, _pushAge,
        _appInst, _appAct, _webAct, _waIn, _budget, _persona, _stage, _device, _urgency, _msg, _segment, _ltv, _country, _complaints, _cart;

    public NbcPlan(NbcTables tables)
    {
        var p = new PlanBuilder(NbcTables.Channels);
        var now = p.Field("now", 0, 1439, PlanScope.Context);
        var health = p.FlagField("health", PlanScope.Context);
        var agents = p.Field("agents", 0, 1000, PlanScope.Context);
        (_consent, _reach) = (p.FlagField("consent"), p.FlagField("reach"));
        (_optOut, _minor) = (p.Field("optOut", 0, 1), p.Field("minor", 0, 1));
        (_tz, _qs, _qe) = (p.Field("tz", -720, 840), p.Field("qs", 0, 1439), p.Field("qe", 0, 1439));
        (_hoursTouch, _sent24, _sent7) = (p.Field("hoursTouch", 0, 255), p.Field("sent24", 0, 255), p.Field("sent7", 0, 255));
        (_sent, _eng) = (p.Field("sent", 0, 255, perChannel: true), p.Field("eng", 0, 255, perChannel: true));
        (_bounces, _smsFails, _pushAge) = (p.Field("bounces", 0, 255), p.Field("smsFails", 0, 255), p.Field("pushAge", 0, 255));
        (_appInst, _appAct, _webAct) = (p.Field("appInst", 0, 1), p.Field("appAct", 0, 1), p.Field("webAct", 0, 1));
        (_waIn, _budget) = (p.Field("waIn", 0, 255), p.Field("budget", 0, 30_000));
        (_persona, _stage, _device, _urgency) = (p.Field("persona", 0, 5), p.Field("stage", 0, 4), p.Field("device", 0, 3), p.Field("urgency", 0, 3));
        (_msg, _segment, _ltv, _country) = (p.Field("msg", 0, 2), p.Field("segment", 0, 15), p.Field("ltv", 0, 4), p.Field("country", 0, 7));
        (_complaints, _cart) = (p.Field("complaints", 0, 255), p.Field("cart", 0, 65_535));

        var (marketing, transactional) = (p.Is(_msg, 0), p.Is(_msg, 1));
        var waiver = p.When("transactional", transactional);
        p.Require("R1 consent", _consent, 0xFF, waived: 0x11, waiver);
        p.Require("R2 reach", _reach, 0xFF);
        p.Require("R3 health", health, 0xFF);
        p.Exclude("R4 opted out", 0xFF, p.Is(_optOut, 1), marketing);
        p.Exclude("R5 minor", 0xCA, p.Is(_minor, 1), marketing);
        p.Exclude("R6 quiet", 0x8E, p.Window(now, _tz, _qs, _qe, 1440), p.Below(_urgency, 3));
        p.Exclude("R7 day", 0x4F, p.AtLeast(_sent24, 3), marketing);
        p.Exclude("R8 week", 0x4F, p.AtLeast(_sent7, 10), marketing);
        p.Exclude("R9 just touched", 0x4E, p.Below(_hoursTouch, 4), p.Below(_urgency, 2));
        for (var c = 0; c < 8; c++)
        {
            p.Exclude("R10 cap", 1u << c, p.AtLeast(_sent, NbcTables.Cap[c], c), p.Outside(_msg, 1, 1));
        }

        p.Exclude("R11 bounces", 0x01, p.AtLeast(_bounces, 2));
        p.Exclude("R11 fails", 0x02, p.AtLeast(_smsFails, 3));
        p.Exclude("R12 no app", 0x04, p.Is(_appInst, 0));
        p.Exclude("R12 stale", 0x04, p.AtLeast(_pushAge, 91));
        p.Exclude("R13 not in app", 0x10, p.Is(_appAct, 0));
        p.Exclude("R13 not on site", 0x20, p.Is(_webAct, 0));
        p.Exclude("R14 window", 0x08, p.AtLeast(_waIn, 24), marketing, p.Below(_ltv, 2));
        p.Exclude("R15 no agent", 0x80, p.Is(agents, 0));
        p.Exclude("R15 not here", 0x80, p.Is(_appAct, 0), p.Is(_webAct, 0));
        p.LimitBy("R16 budget", _country, (country, c) => NbcTables.Eff((int)country, c), _budget);
        p.Exclude("R17 complained", 0x0B, p.AtLeast(_complaints, 1), marketing);

        p.Table("S1", _persona, (v, c) => tables.Persona[v][c]);
        p.Table("S2", _stage, (v, c) => tables.Stage[v][c]);
        p.Table("S3", _device, (v, c) => tables.Device[v][c]);
        p.Table("S4", _urgency, (v, c) => tables.Urgency[v][c]);
        p.Table("S5", _segment, (v, c) => tables.Segment[v][c]);
        Array.Fill(p.Start, 50);
        p.Steps("S6", _eng, (1, -15), (7, -20), (30, -15), (90, -20));
        p.Table("S7", _country, (v, c) => -(NbcTables.Eff((int)v, c) / 50));
        p.Linear("S8", _sent, _ => -8);
        p.Add("S9 high", 0x88, 25, p.AtLeast(_ltv, 3));
        p.Add("S9 low", 0x82, -15, p.Below(_ltv, 2));
        p.Add("S10 cart", 0x8E, 40, p.AtLeast(_cart, 20_000), p.Is(_stage, 2));
        p.Add("S10 other", 0x01, 10, p.AtLeast(_cart, 20_000), p.Outside(_stage, 2, 2));
        Plan = p.Build();
    }

    public DecisionPlan Plan { get; }

    public static long[] Context(NbcContext context) => [context.Now, context.Health, context.Agents];

    public void Pack(NbcCustomer customer, Span<byte> row)
    {
        row.Clear();
        PlanRow.Write(row, _consent, customer.Consent);
        PlanRow.Write(row, _reach, customer.Reach);
        PlanRow.Write(row, _optOut, customer.OptOut ? 1 : 0);
        PlanRow.Write(row, _minor, customer.Minor ? 1 : 0);
        PlanRow.Write(row, _tz, customer.Tz);
        PlanRow.Write(row, _qs, customer.Qs);
        PlanRow.Write(row, _qe, customer.Qe);
        PlanRow.Write(row, _hoursTouch, customer.HoursTouch);
        PlanRow.Write(row, _sent24, customer.Sent24);
        PlanRow.Write(row, _sent7, customer.Sent7);
        PlanRow.Write(row, _bounces, customer.Bounces);
        PlanRow.Write(row, _smsFails, customer.SmsFails);
        PlanRow.Write(row, _pushAge, customer.PushAge);
        PlanRow.Write(row, _appInst, customer.AppInst ? 1 : 0);
        PlanRow.Write(row, _appAct, customer.AppAct ? 1 : 0);
        PlanRow.Write(row, _webAct, customer.WebAct ? 1 : 0);
        PlanRow.Write(row, _waIn, customer.WaIn);
        PlanRow.Write(row, _budget, customer.Budget);
        PlanRow.Write(row, _persona, customer.Persona);
        PlanRow.Write(row, _stage, customer.Stage);
        PlanRow.Write(row, _device, customer.Device);
        PlanRow.Write(row, _urgency, customer.Urgency);
        PlanRow.Write(row, _msg, customer.Msg);
        PlanRow.Write(row, _segment, customer.Segment);
        PlanRow.Write(row, _ltv, customer.Ltv);
        PlanRow.Write(row, _country, customer.Country);
        PlanRow.Write(row, _complaints, customer.Complaints);
        PlanRow.Write(row, _cart, customer.Cart);
        for (var c = 0; c < 8; c++)
        {
            PlanRow.Write(row, _sent, customer.Sent[c], c);
            PlanRow.Write(row, _eng, customer.Eng[c], c);
        }
    }
}
