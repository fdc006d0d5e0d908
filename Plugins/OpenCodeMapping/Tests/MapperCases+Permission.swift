extension MapperCases {
    static let permission: [MapperCase] = [
        MapperCase(
            "permission.asked",
            #"{"id":"per_208c408430013K4qUpAX2Moi8v","sessionID":"ses_a","permission":"bash","patterns":["git status --short"],"metadata":{"command":"git status --short"},"tool":{"messageID":"msg_2","callID":"call_1"}}"#,
            #"permission.asked permission per_208c408430013K4qUpAX2Moi8v blocked warn source@1795443394627 permission:per_208c408430013K4qUpAX2Moi8v:asked ses_a of=msg_2 | bash: git status --short | git status --short | call="call_1""#
        ),
        MapperCase(
            "permission.asked",
            #"{"id":"per_208c408430013K4qUpAX2Moi8v","sessionID":"ses_a","permission":"doom_loop","patterns":[],"metadata":{}}"#,
            "permission.asked permission per_208c408430013K4qUpAX2Moi8v blocked warn source@1795443394627 permission:per_208c408430013K4qUpAX2Moi8v:asked ses_a | doom_loop | -"
        ),
        MapperCase(
            "permission.updated",
            #"{"id":"per_208c408430013K4qUpAX2Moi8v","type":"bash","pattern":"git push *","sessionID":"ses_a","messageID":"msg_2","callID":"call_1","title":"git push origin main","metadata":{},"time":{"created":1789378206000}}"#,
            #"permission.updated permission per_208c408430013K4qUpAX2Moi8v blocked warn source@1795443394627 permission:per_208c408430013K4qUpAX2Moi8v:asked ses_a of=msg_2 | bash: git push * | git push origin main | call="call_1""#
        ),
        MapperCase(
            "permission.replied",
            #"{"sessionID":"ses_a","requestID":"per_208c408430013K4qUpAX2Moi8v","reply":"once"}"#,
            #"permission.replied permission per_208c408430013K4qUpAX2Moi8v running info source@1795443354958 permission:per_208c408430013K4qUpAX2Moi8v:replied:# ses_a | Permission granted | once | reply="once""#
        ),
        MapperCase(
            "permission.replied",
            #"{"sessionID":"ses_a","permissionID":"per_208c408430013K4qUpAX2Moi8v","response":"reject"}"#,
            #"permission.replied permission per_208c408430013K4qUpAX2Moi8v cancelled warn source@1795443354958 permission:per_208c408430013K4qUpAX2Moi8v:replied:# ses_a | Permission rejected | reject | reply="reject""#
        ),
        MapperCase(
            "question.asked",
            #"{"id":"que_208c446250017iSOlNWurugdbG","sessionID":"ses_a","questions":[{"question":"Which database?","header":"Database","options":[]},{"question":"What else?","header":"Extras"}],"tool":{"messageID":"msg_2","callID":"call_1"}}"#,
            #"question.asked permission que_208c446250017iSOlNWurugdbG blocked warn source@1795443410469 question:que_208c446250017iSOlNWurugdbG:asked ses_a of=msg_2 | Database: Which database? | Which database? · What else? | call="call_1""#
        ),
        MapperCase(
            "question.replied",
            #"{"sessionID":"ses_a","requestID":"que_208c446250017iSOlNWurugdbG","answers":[["SQLite"],["Unit tests","Types"]]}"#,
            #"question.replied permission que_208c446250017iSOlNWurugdbG running info source@1795443354958 question:que_208c446250017iSOlNWurugdbG:replied:# ses_a | Question answered | SQLite, Unit tests, Types | reply="answered""#
        ),
        MapperCase(
            "question.rejected",
            #"{"sessionID":"ses_a","requestID":"que_208c446250017iSOlNWurugdbG"}"#,
            #"question.rejected permission que_208c446250017iSOlNWurugdbG cancelled warn source@1795443354958 question:que_208c446250017iSOlNWurugdbG:replied:# ses_a | Question dismissed | - | reply="reject""#
        ),
    ]
}
