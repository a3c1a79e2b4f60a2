package io.lockspike.report;

import io.lockspike.equation.Equations;
import io.lockspike.equation.Interval;
import io.lockspike.equation.State;
import io.lockspike.solver.Certificates;
import io.lockspike.solver.Claim;
import io.lockspike.solver.Drive;
import io.lockspike.solver.ErrorBound;
import io.lockspike.solver.IntervalAnalysis;
import io.lockspike.solver.RateBound;
import io.lockspike.solver.Reach;
import io.lockspike.solver.SpikeOrder;
import io.lockspike.solver.Unmet;
import io.lockspike.tool.Json;
import java.util.Optional;
import java.util.function.Consumer;

/// What is proven of every run of a spec, and what is not, for programs: the member `certificates`.
/// A theorem that does not apply has `"holds": false`, `unmet` (a word that stays) and `why`.
final class CertificateJson {
    private final Json json;

    private CertificateJson(Json json) {
        this.json = json;
    }

    static void print(Certificates certificates, Json json) {
        var writer = new CertificateJson(json);
        json.name("certificates").object();
        certificates.synapse().ifPresent(c -> writer.claim("synapse_reach", c, writer::reach));
        writer.claim("reach", certificates.reach(), writer::reach);
        writer.claim("error", certificates.error(), writer::error);
        writer.claim("order", certificates.order(), writer::order);
        writer.claim("spikes", certificates.spikes(), _ -> {});
        writer.claim("rate", certificates.rate(), writer::rate);
        json.end();
    }

    /// What intervals alone say of each state: the member `intervals`.
    static void intervals(Equations equations, Json json) {
        json.name("intervals").array();
        for (State state : equations.states()) {
            Interval range = IntervalAnalysis.of(equations, state);
            json.object().name("state").value(state.signal().name());
            json.name("low").value(range.low()).name("high").value(range.high()).end();
        }
        json.end();
    }

    private <T> void claim(String name, Claim<T> claim, Consumer<T> members) {
        json.name(name).object();
        switch (claim) {
            case Claim.Holds<T>(T what) -> {
                json.name("holds").value(true);
                members.accept(what);
            }
            case Claim.Open<T>(Unmet why) ->
                    json.name("holds")
                            .value(false)
                            .name("unmet")
                            .value(VerdictJson.word(why))
                            .name("why")
                            .value(why.sentence());
        }
        json.end();
    }

    private void reach(Reach reach) {
        json.name("state").value(reach.state());
        json.name("declared").value(reach.declared().toString());
        json.name("method").value(VerdictJson.word(reach.method()));
        interval("", Optional.of(reach.held()));
        interval("free_", reach.free());
        interval("sums_", reach.peak());
        reach.needed().ifPresent(type -> json.name("needed").value(type.toString()));
        json.name("overflows").value(reach.overflows());
        reach.lowest().ifPresent(drive -> drive("lowest", drive));
        reach.highest().ifPresent(drive -> drive("highest", drive));
    }

    private void interval(String prefix, Optional<Interval> interval) {
        interval.ifPresent(i ->
                json.name(prefix + "low").value(i.low()).name(prefix + "high").value(i.high()));
    }

    private void drive(String name, Drive drive) {
        json.name(name).array();
        for (Drive.Part part : drive.parts()) {
            json.object().name("rows").value(part.rows()).name("inputs").object();
            for (int i = 0; i < drive.inputs().size(); i++) {
                json.name(drive.inputs().get(i)).value(part.values().get(i).longValue());
            }
            json.end().end();
        }
        json.end();
    }

    private void error(ErrorBound error) {
        json.name("state").value(error.state());
        json.name("low").value(error.low()).name("high").value(error.high());
        json.name("ideal").value(VerdictJson.word(error.ideal()));
        error.mean().ifPresent(mean -> json.name("mean").value(mean.doubleValue()));
        error.variance().ifPresent(v -> json.name("variance").value(v.doubleValue()));
        error.lowest().ifPresent(near -> near("lowest", near));
        error.highest().ifPresent(near -> near("highest", near));
    }

    private void near(String name, ErrorBound.Approach near) {
        json.name(name + "_error").value(near.error());
        drive(name, near.drive());
    }

    private void order(SpikeOrder order) {
        json.name("least").value(order.least()).name("most").value(order.most());
    }

    private void rate(RateBound rate) {
        json.name("rheobase").value(rate.rheobase());
        json.name("within_a_step_from").value(rate.within());
        if (rate.zoneLow() <= rate.zoneHigh()) {
            json.name("no_bound_low").value(rate.zoneLow());
            json.name("no_bound_high").value(rate.zoneHigh());
        }
    }
}
