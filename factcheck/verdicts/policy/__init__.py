"""The rules on what a verdict must rest on, and what they say of one.

`catalogue` names each rule and `judging` says how it is judged, from the plain values of `facts`, which `gathering`
reads. Which of them a desk asks for, of which kinds of claim, is data: `versions` makes it, `shipped` brings two to
begin with. `evaluate` puts both together; `closing` writes down what was found when a verdict is sent and approved.
`consistency` warns of what no rule is made of.
"""
