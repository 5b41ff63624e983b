"""The seats that left_out.py counts out: two to six cells, and everything varied that a booth's figures depend on."""


def logit(location, scale, drop=0.0, opened=1.0):
    return dict(open=opened, law="logit", location=location, scale=scale, drop=drop)


def fixed(p, opened=1.0):
    return dict(open=opened, law="fixed", p=p)


def uniform(low, high, opened=1.0):
    return dict(open=opened, law="uniform", low=low, high=high)


def beta(mean, concentration, opened=1.0):
    return dict(open=opened, law="beta", mean=mean, concentration=concentration)


def namesake(votes, m, *routes, **more):
    own = dict(m=m, degrees=10, location=0.01, scale=0.79)
    return dict(votes=votes, routes=list(routes), own=own, **more)


def seats():
    """The last cell by itself is the postal one where there is one: to a booth's figures it is a segment of one cell."""
    usual = logit(-5.2, 1.4, opened=0.8)
    cases = [
        # cells, cv, segment_sd, namesakes
        ([[400, 300]], 0.6, 0.0, [namesake(14, 5.0, fixed(0.012))]),
        ([[400, 300]], 0.6, 0.2, [namesake(12, 5.0, usual)]),
        ([[400], [300]], 0.6, 0.2, [namesake(12, 5.0, usual)]),
        ([[700, 60]], 1.2, 0.0, [namesake(20, 6.0, usual)]),
        ([[700, 60]], 1.2, 0.5, [namesake(18, 6.0, fixed(0.01, 0.7))]),
        ([[520, 480, 350]], 0.0, 0.0, [namesake(15, 6.0, usual)]),
        ([[520, 480], [350]], 0.0, 0.2, [namesake(15, 6.0, usual)]),
        ([[520, 480], [350, 90]], 0.0, 0.5, [namesake(22, 9.0, fixed(0.015))]),
        ([[610, 540, 490, 430, 370, 310]], 0.6, 0.2, [namesake(40, 11.0, logit(-4.6, 1.4, 1.2))]),
        ([[610, 540], [490, 430], [370, 310]], 0.6, 0.2, [namesake(40, 11.0, usual)]),
        ([[610, 540], [490, 430, 370], [25]], 0.6, 0.2, [namesake(31, 8.0, beta(0.008, 240.0))]),
        ([[300, 280], [260], [18]], 0.3, 0.5, [namesake(25, 7.0, uniform(0.002, 0.05))]),
        ([[0, 280, 150], [260]], 0.3, 0.2, [namesake(9, 7.0, uniform(0.0, 0.04, 0.5))]),
        ([[640, 420]], 0.6, 0.0, [namesake(9, 4.0, usual), namesake(7, 6.0, logit(-4.8, 0.8))]),
        ([[640], [420]], 0.6, 0.2, [namesake(8, 4.0, usual), namesake(6, 6.0, beta(0.006, 300.0))]),
        ([[640, 420, 200]], 0.3, 0.2, [namesake(12, 4.0, fixed(0.008)), namesake(10, 6.0, fixed(0.004, 0.6))]),
        ([[640, 420], [200, 330]], 0.6, 0.2, [namesake(12, 4.0, fixed(0.008)), namesake(10, 6.0, usual)]),
        ([[640, 420], [200]], 1.2, 0.5, [namesake(11, 4.0, fixed(0.006)), namesake(8, 6.0, uniform(0.001, 0.02)),
                                         namesake(6, 3.0, fixed(0.002, 0.5))]),
        ([[350, 410, 290]], 0.6, 0.2, [namesake(13, 5.0, logit(-5.0, 1.0, opened=0.8), fixed(0.003, 0.5))]),
        ([[350, 410], [290]], 0.6, 0.2, [namesake(13, 5.0, logit(-5.0, 1.0, opened=0.8), beta(0.002, 500.0))]),
        ([[900, 700], [800, 600, 500]], 0.6, 0.2, [namesake(150, 30.0, logit(-3.6, 1.0))]),
        ([[900, 700, 800]], 0.05, 0.02, [namesake(60, 20.0, logit(-3.9, 0.05))]),
        ([[2400, 1600, 900]], 0.6, 0.5, [namesake(6, 20.0, fixed(0.2))]),
        ([[2400, 1600], [900]], 0.0, 0.2, [namesake(5, 20.0, fixed(0.08))]),
        ([[400, 300, 350]], 0.6, 0.2, [namesake(16, 5.0, logit(-4.0, 0.8), caps=[[10, 1, 5]])]),
        ([[400, 300], [350, 120]], 0.3, 0.2, [namesake(12, 5.0, fixed(0.012), caps=[[6, 0], [4, 2]]),
                                             namesake(9, 4.0, fixed(0.01), caps=[[2, 3], [4, 0]])]),
    ]
    cases += [
        ([[500, 400], [300]], 0.0, 0.2, [namesake(9, 4.0, usual), namesake(7, 6.0, logit(-4.8, 0.8))]),
        ([[640, 420]], 0.6, 0.0, [namesake(6, 3.0, logit(-5.0, 0.5)), namesake(5, 4.0, logit(-5.4, 0.5, opened=0.7)),
                                  namesake(5, 2.0, logit(-5.2, 0.4))]),
        ([[900], [1200]], 0.6, 0.2, [namesake(160, 40.0, logit(-2.8, 0.8))]),
        ([[0, 0], [300, 200]], 0.6, 0.2, [namesake(10, 3.0, fixed(0.01)), namesake(0, 3.0, usual)]),
        ([[600, 150]], 0.6, 0.0, [namesake(8, 3.0, beta(0.002, 150.0))]),
        ([[350, 410], [290]], 0.6, 0.2, [namesake(13, 5.0, logit(-5.6, 1.2, 1.2, 0.8), logit(-5.0, 0.7, opened=0.5))]),
    ]
    learned = dict(others=[[900, 700], [850, 400]], cases=[
        [[0.002, 0.001, 0.012], [0.003, 0.001, 0.010]], [[0.006, 0.002, 0.0], [0.005, 0.002, 0.0]],
        [[0.001, 0.0, 0.02], [0.002, 0.0, 0.016]]])
    taught = namesake(14, 5.0, usual, caps=[[6, 3], [4, 1]], thinned=learned)
    cases += [
        ([[400, 300], [350, 120]], 0.6, 0.2, [namesake(11, 4.0, fixed(0.01)), taught]),
        ([[400, 300], [350, 120]], 0.6, 0.0, [taught, namesake(8, 4.0, usual, caps=[[5, 1], [2, 0]])]),
    ]
    for number, (cells, cv, sd, namesakes) in enumerate(cases):
        seat = dict(name=f"left-out-{number:02d}", cells=cells, cv=cv, segment_sd=sd, namesakes=namesakes)
        if number in (22, 23):  # the rate would have given far more than was polled
            seat["lowest"] = -26.0
        yield seat
